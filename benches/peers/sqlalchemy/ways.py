"""SQLAlchemy's three ways to one schema for each tenant, as its answers and documentation have them.

    python ways.py CONNINFO TENANTS ROUNDS

does every kind of statement in turns and writes a JSON list: of each way, kind and round, microseconds an
operation, as the clock has them and as the process had the processor.
"""

import gc
import itertools
import json
import sys
import time
from typing import Optional

import psycopg
from sqlalchemy import MetaData, create_engine, select, text, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry

CONNINFO, TENANTS, ROUNDS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ACCOUNTS, JOINED = 1000, 10
SLICE = 0.05  # seconds
SCHEMAS = [f"client{tenant}" for tenant in range(TENANTS)]


class Base(DeclarativeBase):
    pass


class Columns:
    name: Mapped[str]
    email: Mapped[Optional[str]]
    city: Mapped[str]
    age: Mapped[int]
    active: Mapped[bool]
    score: Mapped[float]
    balance: Mapped[int]
    visits: Mapped[int]
    note: Mapped[Optional[str]]


class Account(Columns, Base):
    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Event(Columns, Base):
    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)


class Purchase(Base):
    __tablename__ = "purchase"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    account: Mapped[int]
    label: Mapped[str]


def mapped(schema):
    """The entity-name recipe: a class of its own for each table of each schema."""
    metadata, mappers = MetaData(), registry()
    classes = []
    for entity in (Account, Event, Purchase):
        table = entity.__table__.to_metadata(metadata, schema=schema)
        named = type(schema + entity.__name__, (), {})
        mappers.map_imperatively(named, table)
        classes.append(named)
    return classes


class TranslateMap:
    """`schema_translate_map`: one class, whose schema is put in as a statement is compiled."""

    name = "schema_translate_map"
    entities = (Account, Event, Purchase)

    def session(self, tenant):
        options = {"schema_translate_map": {None: SCHEMAS[tenant]}}
        return Session(engine.execution_options(**options))

    def of(self, tenant):
        return self.entities

    def done(self, session):
        pass


class EntityName:
    """The recipe that the library's macro is named after."""

    name = "entity name"

    def __init__(self):
        self.classes = [mapped(schema) for schema in SCHEMAS]

    def session(self, tenant):
        return Session(engine)

    def of(self, tenant):
        return self.classes[tenant]

    def done(self, session):
        pass


class SearchPath(TranslateMap):
    """`SET search_path` before, and `RESET` after."""

    name = "search_path"

    def session(self, tenant):
        session = Session(engine)
        session.execute(text(f"SET search_path = {SCHEMAS[tenant]}"))
        return session

    def done(self, session):
        session.execute(text("RESET search_path"))


def key(operation):
    return operation % ACCOUNTS + 1


def point_select(session, entities, operation):
    return session.get(entities[0], key(operation)) is not None


def insert(session, entities, operation):
    event = entities[1]()
    event.name, event.email, event.city = "Ada Lovelace", "ada@example.org", "London"
    event.age, event.active, event.score = 36, True, 0.5
    event.balance, event.visits, event.note = key(operation), 3, None
    session.add(event)
    session.flush()
    identifier = event.id  # after the commit, to read it would be a statement more
    session.commit()
    return identifier > 0


def change(session, entities, operation):
    account = entities[0]
    statement = update(account).where(account.id == key(operation))
    values = statement.values(age=41, balance=key(operation))
    return session.execute(values, execution_options={"synchronize_session": False}).rowcount


def first(count):
    def listed(session, entities, operation):
        account = entities[0]
        statement = select(account).order_by(account.id).limit(count)
        return len(session.scalars(statement).all()) == count

    return listed


def join(session, entities, operation):
    account, _, purchase = entities
    statement = (
        select(purchase.label, account.name)
        .join(account, account.id == purchase.account)
        .where(purchase.id <= JOINED)
        .order_by(purchase.id)
    )
    return len(session.execute(statement).all()) == JOINED


KINDS = {
    "select": point_select,
    "insert": insert,
    "update": change,
    "list100": first(100),
    "list1000": first(1000),
    "join": join,
}


def operate(way, kind, operation):
    """An operation for the next tenant, by its number among those of the way and kind."""
    turn, tenant = divmod(operation, TENANTS)
    with way.session(tenant) as session:
        if not KINDS[kind](session, way.of(tenant), turn):
            sys.exit(f"{way.name}: {kind} came to nothing")
        way.done(session)


def once(way, kind, operations):
    """Operations for a slice; how many they were, and what they took."""
    gc.collect()  # what the one before left is not of this one
    count = 0
    wall, processor = time.perf_counter(), time.process_time()
    while time.perf_counter() - wall < SLICE:
        operate(way, kind, next(operations))
        count += 1
    return {
        "way": way.name,
        "workload": kind,
        "operations": count,
        "micros": (time.perf_counter() - wall) / count * 1e6,
        "processor_micros": (time.process_time() - processor) / count * 1e6,
    }


def connect():
    """With room for every statement of every tenant, as the others have it."""
    connection = psycopg.connect(CONNINFO)
    connection.prepared_max = 1000
    return connection


# Without a transaction for each statement, which the others do not have either.
engine = create_engine(
    "postgresql+psycopg://",
    creator=connect,
    isolation_level="AUTOCOMMIT",
    pool_size=1,
)
# A statement is compiled at first, prepared when it was executed five times, and has a plan that is kept after
# another five.
WARM = 12 * TENANTS

turns = [(way, kind, itertools.count()) for kind in KINDS for way in (TranslateMap(), EntityName(), SearchPath())]
for way, kind, operations in turns:
    for operation in itertools.islice(operations, WARM):
        operate(way, kind, operation)
results = []
for _ in range(ROUNDS):
    for way, kind, operations in turns:
        results.append(once(way, kind, operations))
    turns.reverse()  # there and back
json.dump(results, sys.stdout)
