use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
struct Port(u16);

fn main() {}
