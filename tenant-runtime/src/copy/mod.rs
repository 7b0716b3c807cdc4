//! `COPY`: rows in and out in binary, with a bounded buffer, for more of them than fit into memory.

mod open;
mod sink;
mod stream;

pub use self::{sink::CopyIn, stream::CopyOut};
