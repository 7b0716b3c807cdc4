//! Asynchronous code that is compiled once, in this crate.
//!
//! The compiler takes the code of a future along to whoever polls it, as it does with closures, and once more
//! for each codegen unit of an optimized build there; a pointer to it, taken here, leaves it here.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

type PollOf<F> = fn(Pin<&mut F>, &mut Context<'_>) -> Poll<<F as Future>::Output>;

pin_project! {
    /// A future that is polled through a pointer.
    pub(crate) struct Pointed<F>
    where
        F: Future,
    {
        #[pin]
        future: F,
        poll: PollOf<F>,
    }
}

impl<F: Future> Future for Pointed<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        (this.poll)(this.future, cx)
    }
}

/// An asynchronous function, and the code of its future.
///
/// A trait, as the type of the future has no name: a function that takes the pointer returns this, and its
/// caller makes the future in its place.
pub(crate) trait Routine<A>: Sized {
    type Future: Future<Output = Self::Output> + Send;
    type Output;

    fn start(self, given: A) -> Pointed<Self::Future>;
}

impl<A, F: Future + Send, M: FnOnce(A) -> F> Routine<A> for (M, PollOf<F>) {
    type Future = F;
    type Output = F::Output;

    #[inline]
    fn start(self, given: A) -> Pointed<F> {
        let (make, poll) = self;
        Pointed {
            future: make(given),
            poll,
        }
    }
}
