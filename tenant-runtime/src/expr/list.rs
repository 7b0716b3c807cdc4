//! Lists of orders and assignments: a tuple, an array or a vector, in one place for both.

/// Implements a list trait (`write(self, &T, &mut Fragment)`) for tuples, arrays and vectors.
macro_rules! impl_lists {
    ($trait:ident) => {
        impl<T, I: $trait<T>> $trait<T> for Vec<I> {
            fn write(self, tenant: &T, list: &mut $crate::expr::Fragment) {
                for item in self {
                    item.write(tenant, list);
                }
            }
        }
        impl<T, I: $trait<T>, const N: usize> $trait<T> for [I; N] {
            fn write(self, tenant: &T, list: &mut $crate::expr::Fragment) {
                for item in self {
                    item.write(tenant, list);
                }
            }
        }
        impl_lists!(@tuple $trait A B);
        impl_lists!(@tuple $trait A B C);
        impl_lists!(@tuple $trait A B C D);
        impl_lists!(@tuple $trait A B C D E);
        impl_lists!(@tuple $trait A B C D E F);
        impl_lists!(@tuple $trait A B C D E F G);
        impl_lists!(@tuple $trait A B C D E F G H);
        impl_lists!(@tuple $trait A B C D E F G H I);
        impl_lists!(@tuple $trait A B C D E F G H I J);
        impl_lists!(@tuple $trait A B C D E F G H I J K);
        impl_lists!(@tuple $trait A B C D E F G H I J K L);
    };
    (@tuple $trait:ident $($item:ident)+) => {
        impl<T, $($item: $trait<T>),+> $trait<T> for ($($item,)+) {
            fn write(self, tenant: &T, list: &mut $crate::expr::Fragment) {
                #[allow(non_snake_case)] // the type parameters' names serve as variables
                let ($($item,)+) = self;
                $($item.write(tenant, list);)+
            }
        }
    };
}

pub(super) use impl_lists;
