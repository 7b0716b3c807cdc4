// This file was generated with `clorinde`. Do not modify.

#[derive(Debug)]
pub struct AddEventParams<
    T1: crate::StringSql,
    T2: crate::StringSql,
    T3: crate::StringSql,
    T4: crate::StringSql,
> {
    pub name: T1,
    pub email: Option<T2>,
    pub city: T3,
    pub age: i32,
    pub active: bool,
    pub score: f64,
    pub balance: i64,
    pub visits: i32,
    pub note: Option<T4>,
}
#[derive(Clone, Copy, Debug)]
pub struct ChangeAccountParams {
    pub age: i32,
    pub balance: i64,
    pub id: i64,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub id: i64,
    pub name: String,
    pub email: Option<String>,
    pub city: String,
    pub age: i32,
    pub active: bool,
    pub score: f64,
    pub balance: i64,
    pub visits: i32,
    pub note: Option<String>,
}
pub struct AccountBorrowed<'a> {
    pub id: i64,
    pub name: &'a str,
    pub email: Option<&'a str>,
    pub city: &'a str,
    pub age: i32,
    pub active: bool,
    pub score: f64,
    pub balance: i64,
    pub visits: i32,
    pub note: Option<&'a str>,
}
impl<'a> From<AccountBorrowed<'a>> for Account {
    fn from(
        AccountBorrowed {
            id,
            name,
            email,
            city,
            age,
            active,
            score,
            balance,
            visits,
            note,
        }: AccountBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            email: email.map(|v| v.into()),
            city: city.into(),
            age,
            active,
            score,
            balance,
            visits,
            note: note.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub id: i64,
    pub name: String,
    pub email: Option<String>,
    pub city: String,
    pub age: i32,
    pub active: bool,
    pub score: f64,
    pub balance: i64,
    pub visits: i32,
    pub note: Option<String>,
}
pub struct EventBorrowed<'a> {
    pub id: i64,
    pub name: &'a str,
    pub email: Option<&'a str>,
    pub city: &'a str,
    pub age: i32,
    pub active: bool,
    pub score: f64,
    pub balance: i64,
    pub visits: i32,
    pub note: Option<&'a str>,
}
impl<'a> From<EventBorrowed<'a>> for Event {
    fn from(
        EventBorrowed {
            id,
            name,
            email,
            city,
            age,
            active,
            score,
            balance,
            visits,
            note,
        }: EventBorrowed<'a>,
    ) -> Self {
        Self {
            id,
            name: name.into(),
            email: email.map(|v| v.into()),
            city: city.into(),
            age,
            active,
            score,
            balance,
            visits,
            note: note.map(|v| v.into()),
        }
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct Sold {
    pub label: String,
    pub name: String,
}
pub struct SoldBorrowed<'a> {
    pub label: &'a str,
    pub name: &'a str,
}
impl<'a> From<SoldBorrowed<'a>> for Sold {
    fn from(SoldBorrowed { label, name }: SoldBorrowed<'a>) -> Self {
        Self {
            label: label.into(),
            name: name.into(),
        }
    }
}
use crate::client::async_::GenericClient;
use futures::{self, StreamExt, TryStreamExt};
pub struct AccountQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<AccountBorrowed, tokio_postgres::Error>,
    mapper: fn(AccountBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> AccountQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(AccountBorrowed) -> R) -> AccountQuery<'c, 'a, 's, C, R, N> {
        AccountQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct EventQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<EventBorrowed, tokio_postgres::Error>,
    mapper: fn(EventBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> EventQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(EventBorrowed) -> R) -> EventQuery<'c, 'a, 's, C, R, N> {
        EventQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct SoldQuery<'c, 'a, 's, C: GenericClient, T, const N: usize> {
    client: &'c C,
    params: [&'a (dyn postgres_types::ToSql + Sync); N],
    query: &'static str,
    cached: Option<&'s tokio_postgres::Statement>,
    extractor: fn(&tokio_postgres::Row) -> Result<SoldBorrowed, tokio_postgres::Error>,
    mapper: fn(SoldBorrowed) -> T,
}
impl<'c, 'a, 's, C, T: 'c, const N: usize> SoldQuery<'c, 'a, 's, C, T, N>
where
    C: GenericClient,
{
    pub fn map<R>(self, mapper: fn(SoldBorrowed) -> R) -> SoldQuery<'c, 'a, 's, C, R, N> {
        SoldQuery {
            client: self.client,
            params: self.params,
            query: self.query,
            cached: self.cached,
            extractor: self.extractor,
            mapper,
        }
    }
    pub async fn one(self) -> Result<T, tokio_postgres::Error> {
        let row =
            crate::client::async_::one(self.client, self.query, &self.params, self.cached).await?;
        Ok((self.mapper)((self.extractor)(&row)?))
    }
    pub async fn all(self) -> Result<Vec<T>, tokio_postgres::Error> {
        self.iter().await?.try_collect().await
    }
    pub async fn opt(self) -> Result<Option<T>, tokio_postgres::Error> {
        let opt_row =
            crate::client::async_::opt(self.client, self.query, &self.params, self.cached).await?;
        Ok(opt_row
            .map(|row| {
                let extracted = (self.extractor)(&row)?;
                Ok((self.mapper)(extracted))
            })
            .transpose()?)
    }
    pub async fn iter(
        self,
    ) -> Result<
        impl futures::Stream<Item = Result<T, tokio_postgres::Error>> + 'c,
        tokio_postgres::Error,
    > {
        let stream = crate::client::async_::raw(
            self.client,
            self.query,
            crate::slice_iter(&self.params),
            self.cached,
        )
        .await?;
        let mapped = stream
            .map(move |res| {
                res.and_then(|row| {
                    let extracted = (self.extractor)(&row)?;
                    Ok((self.mapper)(extracted))
                })
            })
            .into_stream();
        Ok(mapped)
    }
}
pub struct AccountStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn account() -> AccountStmt {
    AccountStmt(
        "SELECT id, name, email, city, age, active, score, balance, visits, note FROM client13.account WHERE id = $1",
        None,
    )
}
impl AccountStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        id: &'a i64,
    ) -> AccountQuery<'c, 'a, 's, C, Account, 1> {
        AccountQuery {
            client,
            params: [id],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AccountBorrowed, tokio_postgres::Error> {
                    Ok(AccountBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                        email: row.try_get(2)?,
                        city: row.try_get(3)?,
                        age: row.try_get(4)?,
                        active: row.try_get(5)?,
                        score: row.try_get(6)?,
                        balance: row.try_get(7)?,
                        visits: row.try_get(8)?,
                        note: row.try_get(9)?,
                    })
                },
            mapper: |it| Account::from(it),
        }
    }
}
pub struct AddEventStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn add_event() -> AddEventStmt {
    AddEventStmt(
        "INSERT INTO client13.event (name, email, city, age, active, score, balance, visits, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id, name, email, city, age, active, score, balance, visits, note",
        None,
    )
}
impl AddEventStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
    >(
        &'s self,
        client: &'c C,
        name: &'a T1,
        email: &'a Option<T2>,
        city: &'a T3,
        age: &'a i32,
        active: &'a bool,
        score: &'a f64,
        balance: &'a i64,
        visits: &'a i32,
        note: &'a Option<T4>,
    ) -> EventQuery<'c, 'a, 's, C, Event, 9> {
        EventQuery {
            client,
            params: [name, email, city, age, active, score, balance, visits, note],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<EventBorrowed, tokio_postgres::Error> {
                Ok(EventBorrowed {
                    id: row.try_get(0)?,
                    name: row.try_get(1)?,
                    email: row.try_get(2)?,
                    city: row.try_get(3)?,
                    age: row.try_get(4)?,
                    active: row.try_get(5)?,
                    score: row.try_get(6)?,
                    balance: row.try_get(7)?,
                    visits: row.try_get(8)?,
                    note: row.try_get(9)?,
                })
            },
            mapper: |it| Event::from(it),
        }
    }
}
impl<
        'c,
        'a,
        's,
        C: GenericClient,
        T1: crate::StringSql,
        T2: crate::StringSql,
        T3: crate::StringSql,
        T4: crate::StringSql,
    >
    crate::client::async_::Params<
        'c,
        'a,
        's,
        AddEventParams<T1, T2, T3, T4>,
        EventQuery<'c, 'a, 's, C, Event, 9>,
        C,
    > for AddEventStmt
{
    fn params(
        &'s self,
        client: &'c C,
        params: &'a AddEventParams<T1, T2, T3, T4>,
    ) -> EventQuery<'c, 'a, 's, C, Event, 9> {
        self.bind(
            client,
            &params.name,
            &params.email,
            &params.city,
            &params.age,
            &params.active,
            &params.score,
            &params.balance,
            &params.visits,
            &params.note,
        )
    }
}
pub struct ChangeAccountStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn change_account() -> ChangeAccountStmt {
    ChangeAccountStmt(
        "UPDATE client13.account SET age = $1, balance = $2 WHERE id = $3",
        None,
    )
}
impl ChangeAccountStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub async fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        age: &'a i32,
        balance: &'a i64,
        id: &'a i64,
    ) -> Result<u64, tokio_postgres::Error> {
        client.execute(self.0, &[age, balance, id]).await
    }
}
impl<'a, C: GenericClient + Send + Sync>
    crate::client::async_::Params<
        'a,
        'a,
        'a,
        ChangeAccountParams,
        std::pin::Pin<
            Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
        >,
        C,
    > for ChangeAccountStmt
{
    fn params(
        &'a self,
        client: &'a C,
        params: &'a ChangeAccountParams,
    ) -> std::pin::Pin<
        Box<dyn futures::Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>,
    > {
        Box::pin(self.bind(client, &params.age, &params.balance, &params.id))
    }
}
pub struct AccountsStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn accounts() -> AccountsStmt {
    AccountsStmt(
        "SELECT id, name, email, city, age, active, score, balance, visits, note FROM client13.account ORDER BY id LIMIT $1",
        None,
    )
}
impl AccountsStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        most: &'a i64,
    ) -> AccountQuery<'c, 'a, 's, C, Account, 1> {
        AccountQuery {
            client,
            params: [most],
            query: self.0,
            cached: self.1.as_ref(),
            extractor:
                |row: &tokio_postgres::Row| -> Result<AccountBorrowed, tokio_postgres::Error> {
                    Ok(AccountBorrowed {
                        id: row.try_get(0)?,
                        name: row.try_get(1)?,
                        email: row.try_get(2)?,
                        city: row.try_get(3)?,
                        age: row.try_get(4)?,
                        active: row.try_get(5)?,
                        score: row.try_get(6)?,
                        balance: row.try_get(7)?,
                        visits: row.try_get(8)?,
                        note: row.try_get(9)?,
                    })
                },
            mapper: |it| Account::from(it),
        }
    }
}
pub struct SoldStmt(&'static str, Option<tokio_postgres::Statement>);
pub fn sold() -> SoldStmt {
    SoldStmt(
        "SELECT purchase.label, account.name FROM client13.purchase JOIN client13.account ON account.id = purchase.account WHERE purchase.id <= $1 ORDER BY purchase.id",
        None,
    )
}
impl SoldStmt {
    pub async fn prepare<'a, C: GenericClient>(
        mut self,
        client: &'a C,
    ) -> Result<Self, tokio_postgres::Error> {
        self.1 = Some(client.prepare(self.0).await?);
        Ok(self)
    }
    pub fn bind<'c, 'a, 's, C: GenericClient>(
        &'s self,
        client: &'c C,
        last: &'a i64,
    ) -> SoldQuery<'c, 'a, 's, C, Sold, 1> {
        SoldQuery {
            client,
            params: [last],
            query: self.0,
            cached: self.1.as_ref(),
            extractor: |row: &tokio_postgres::Row| -> Result<SoldBorrowed, tokio_postgres::Error> {
                Ok(SoldBorrowed {
                    label: row.try_get(0)?,
                    name: row.try_get(1)?,
                })
            },
            mapper: |it| Sold::from(it),
        }
    }
}
