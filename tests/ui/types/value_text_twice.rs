use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
enum Status {
    OnHold,
    #[tenant(rename = "on_hold")]
    Waiting,
}

fn main() {}
