use tenant::prelude::*;

#[derive(Value, Clone, Copy)]
struct Cents(i64);

fn main() {}
