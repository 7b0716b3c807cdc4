// This file was generated with `clorinde`. Do not modify.

pub mod by_path;
pub mod client0;
pub mod client1;
pub mod client10;
pub mod client11;
pub mod client12;
pub mod client13;
pub mod client14;
pub mod client15;
pub mod client16;
pub mod client17;
pub mod client18;
pub mod client19;
pub mod client2;
pub mod client3;
pub mod client4;
pub mod client5;
pub mod client6;
pub mod client7;
pub mod client8;
pub mod client9;
