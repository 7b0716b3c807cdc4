use tenant::prelude::*;

#[derive(Value, Clone, Copy, Debug)]
#[tenant(rename_all = "kebabcase")]
enum Status {
    Open,
}

fn main() {}
