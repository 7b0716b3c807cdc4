use tenant::prelude::*;

#[derive(Value, Debug)]
struct Id<T>(T);

fn main() {}
