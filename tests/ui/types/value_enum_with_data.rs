use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
enum Status {
    Open,
    Closed(i64),
}

fn main() {}
