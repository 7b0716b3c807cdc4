use tenant::prelude::*;

#[derive(Value, Clone, Copy)]
union Status {
    code: i32,
}

fn main() {}
