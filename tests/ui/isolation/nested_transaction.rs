#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(session: &mut Session<Client2>) -> Result<()> {
    session
        .transaction(async |outer| {
            outer
                .transaction(async |inner| {
                    Client1Foo::find(7).delete().execute(inner).await?;
                    Result::Ok(())
                })
                .await
        })
        .await
}

fn main() {}
