--: Account(email?, note?)
--: Event(email?, note?)
--: Sold()

--! account : Account
SELECT id, name, email, city, age, active, score, balance, visits, note
FROM {schema}account WHERE id = :id;

--! add_event(email?, note?) : Event
INSERT INTO {schema}event (name, email, city, age, active, score, balance, visits, note)
VALUES (:name, :email, :city, :age, :active, :score, :balance, :visits, :note)
RETURNING id, name, email, city, age, active, score, balance, visits, note;

--! change_account
UPDATE {schema}account SET age = :age, balance = :balance WHERE id = :id;

--! accounts : Account
SELECT id, name, email, city, age, active, score, balance, visits, note
FROM {schema}account ORDER BY id LIMIT :most;

--! sold : Sold
SELECT purchase.label, account.name FROM {schema}purchase
JOIN {schema}account ON account.id = purchase.account
WHERE purchase.id <= :last ORDER BY purchase.id;
