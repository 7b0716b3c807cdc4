use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
struct Point(i32, i32);

fn main() {}
