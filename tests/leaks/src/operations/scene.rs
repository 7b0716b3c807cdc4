//! What an operation is given, and how it checks what it got.

use tenant::{Result, Scoped, Table, prelude::*};

use crate::{
    ledger::Ledger,
    random::Random,
    tenants::{Client, Handle, Note, Tariff},
    world::World,
};

pub(super) struct Scene<'a, T> {
    pub(super) world: &'a World,
    pub(super) db: &'a Database,
    pub(super) tenant: T,
    /// The same tenant as a value of the set.
    pub(super) client: Client,
    pub(super) random: Random,
}

impl<'a, T: Handle> Scene<'a, T> {
    pub(super) fn new(world: &'a World, tenant: T, client: Client, random: Random) -> Self {
        Self {
            world,
            db: world.database(client),
            tenant,
            client,
            random,
        }
    }

    pub(super) fn notes(&self) -> Table<T, Note> {
        Note::of(self.tenant)
    }

    pub(super) fn ledger(&self) -> &'a Ledger {
        &self.world.ledger
    }

    /// A row that was never written, with a key of its own.
    pub(super) fn note(&self) -> Note {
        let name = self.client.schema();
        Note {
            id: self.ledger().next(self.client),
            tenant: name.into(),
            text: name.into(),
        }
    }

    /// What an update writes.
    pub(super) fn text(&mut self) -> String {
        format!("{} {}", self.client.schema(), self.random.below(1_000))
    }

    /// The key of a row that is there.
    pub(super) fn some_id(&mut self) -> i64 {
        self.world.ledger.some(self.client, &mut self.random)
    }

    /// Some tenant but this one.
    pub(super) fn another(&mut self) -> Client {
        let step = 1 + self.random.below(15);
        let index = self.client.index() + usize::try_from(step).unwrap_or(1);
        Client::ALL[index % Client::ALL.len()]
    }

    pub(super) fn check(&self, row: &Scoped<T, Note>) {
        self.world.tally.rows.add(1);
        let name = self.client.schema();
        if row.tenant != name || !row.text.starts_with(name) {
            self.wrong(&format!("row {} of `{}` was read", row.id, row.tenant));
        }
    }

    pub(super) fn check_all(&self, rows: &[Scoped<T, Note>]) {
        for row in rows {
            self.check(row);
        }
    }

    /// The row that was asked for has to be the one that came.
    pub(super) fn check_id(&self, row: &Scoped<T, Note>, id: i64) {
        self.check(row);
        if row.id != id {
            self.wrong(&format!("row {} came for {id}", row.id));
        }
    }

    pub(super) fn check_tariff<U>(&self, row: &Scoped<U, Tariff>) {
        self.world.tally.rows.add(1);
        if row.text != "shared" {
            self.wrong(&format!("shared row `{}` was read", row.text));
        }
    }

    /// No row of another tenant was found or changed.
    pub(super) fn check_none(&self, rows: u64) {
        if rows != 0 {
            self.wrong(&format!("{rows} rows of other tenants were reached"));
        }
    }

    pub(super) fn wrong(&self, what: &str) {
        let (route, client) = (self.world.case.name, self.client);
        self.world
            .tally
            .wrong_row(format!("{route}, {client}: {what}"));
    }

    /// For results that only tell whether the server did as it was told.
    pub(super) fn committed(&self, id: i64, result: Result<u64>) -> Result<()> {
        if result? == 1 {
            self.ledger().committed(self.client, id);
        } else {
            self.wrong(&format!("row {id} was not inserted"));
        }
        Ok(())
    }
}
