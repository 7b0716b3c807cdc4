use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
enum Status {}

fn main() {}
