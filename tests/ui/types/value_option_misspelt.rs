use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
enum Status {
    #[tenant(rename_to = "o")]
    Open,
}

fn main() {}
