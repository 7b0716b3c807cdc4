//! Lists of orders and assignments: a tuple, an array or a vector, in one place for both.

/// Implements a list trait (`write(self, &mut Draft<T>)`) for tuples, arrays and vectors.
macro_rules! impl_lists {
    ($trait:ident) => {
        impl<T: $crate::tenant::Tenant, I: $trait<T>> $trait<T> for Vec<I> {
            fn write(self, list: &mut $crate::expr::Draft<T>) {
                for item in self {
                    item.write(list);
                }
            }
        }
        impl<T: $crate::tenant::Tenant, I: $trait<T>, const N: usize> $trait<T> for [I; N] {
            fn write(self, list: &mut $crate::expr::Draft<T>) {
                for item in self {
                    item.write(list);
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
        impl<T: $crate::tenant::Tenant, $($item: $trait<T>),+> $trait<T> for ($($item,)+) {
            fn write(self, list: &mut $crate::expr::Draft<T>) {
                #[allow(non_snake_case)] // the type parameters' names serve as variables
                let ($($item,)+) = self;
                $($item.write(list);)+
            }
        }
    };
}

pub(super) use impl_lists;
