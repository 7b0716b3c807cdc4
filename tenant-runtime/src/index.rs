//! A type for each position in a set.
//!
//! Not a const argument: the compiler compares every two impls of a trait for one type, and checks the body of
//! every const argument, which was most of the time of a thousand tenants. Types of different names it tells
//! apart by a hash.

/// The types of so many positions, in blocks of 32: position 70 is `b2::I6`. Behind them, a tuple of two.
macro_rules! blocks {
    ($($block:ident)*) => {
        $(blocks! { @block $block
            I0 I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11 I12 I13 I14 I15
            I16 I17 I18 I19 I20 I21 I22 I23 I24 I25 I26 I27 I28 I29 I30 I31
        })*
    };
    (@block $block:ident $($index:ident)*) => {
        #[allow(missing_debug_implementations, missing_docs)] // there are no values of them
        pub mod $block {
            $(pub enum $index {})*
        }
    };
}

blocks! {
    b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 b10 b11 b12 b13 b14 b15
    b16 b17 b18 b19 b20 b21 b22 b23 b24 b25 b26 b27 b28 b29 b30 b31
}
