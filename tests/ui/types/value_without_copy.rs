use tenant::prelude::*;

#[derive(Value, Clone, Debug)]
enum Status {
    Open,
}

fn main() {}
