//! Lists of orders, assignments and conflicts: a tuple, an array or a vector, in one place for all.

/// Implements a list trait, whose methods take `self` and a list to add to, for tuples, arrays and
/// vectors.
macro_rules! impl_lists {
    ($trait:ident { $($method:ident($list:ty))+ }) => {
        impl<T: $crate::tenant::Tenant, I: $trait<T>> $trait<T> for Vec<I> {
            $(fn $method(self, list: &mut $list) {
                for item in self {
                    item.$method(list);
                }
            })+
        }
        impl<T: $crate::tenant::Tenant, I: $trait<T>, const N: usize> $trait<T> for [I; N] {
            $(fn $method(self, list: &mut $list) {
                for item in self {
                    item.$method(list);
                }
            })+
        }
        impl_lists!(@tuples $trait { $($method($list))+ } A B C D E F G H I J K L);
    };
    (@tuples $trait:ident $methods:tt $first:ident) => {};
    (@tuples $trait:ident $methods:tt $first:ident $($item:ident)+) => {
        impl_lists!(@tuples $trait $methods $($item)+);
        impl_lists!(@tuple $trait $methods ($first $($item)+));
    };
    (@tuple $trait:ident { $($method:ident($list:ty))+ } $items:tt) => {
        impl_lists!(@impl $trait $items { $($method($list) $items)+ });
    };
    (@impl $trait:ident ($($item:ident)+) { $($method:ident($list:ty) ($($each:ident)+))+ }) => {
        impl<T: $crate::tenant::Tenant, $($item: $trait<T>),+> $trait<T> for ($($item,)+) {
            $(fn $method(self, list: &mut $list) {
                #[allow(non_snake_case)] // the type parameters' names serve as variables
                let ($($each,)+) = self;
                $($each.$method(list);)+
            })+
        }
    };
}

pub(super) use impl_lists;
