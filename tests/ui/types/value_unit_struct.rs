use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
struct Nothing;

fn main() {}
