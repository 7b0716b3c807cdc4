use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
#[tenant(rename_all = "lowercase")]
struct Cents(i64);

fn main() {}
