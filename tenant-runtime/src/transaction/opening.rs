//! What opens a transaction: `BEGIN`, and what its route sets; or a savepoint. It is sent at once, and
//! awaited by those who sent something after it.

use std::{fmt, sync::Arc};

use futures_util::{
    FutureExt,
    future::{BoxFuture, Shared},
};

use crate::{Error, answer::Answer};

/// The answers to what opens a transaction, which each of its first statements waits for.
///
/// They are shared, so that it does not matter which of these statements is polled, or dropped.
pub(crate) struct Opening(Shared<BoxFuture<'static, Result<(), Refusal>>>);

/// A part of what opens a transaction.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Begin,
    Setting,
    Savepoint,
}

/// Why it is not open.
#[derive(Clone)]
struct Refusal {
    step: Step,
    cause: Arc<tokio_postgres::Error>,
}

impl Opening {
    /// Of what was sent, within a transaction that may not be open yet itself.
    pub(crate) fn of(around: Option<&Self>, sent: Vec<(Step, Answer)>) -> Self {
        let around = around.map(|around| around.0.clone());
        let answers = async move {
            if let Some(around) = around {
                around.await?;
            }
            for (step, answer) in sent {
                answer.await.map_err(|cause| Refusal {
                    step,
                    cause: Arc::new(cause),
                })?;
            }
            Ok(())
        };
        Self(answers.boxed().shared())
    }

    /// Whether all of it was answered, and nothing refused.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.0.peek(), Some(Ok(())))
    }

    /// Why nothing can be sent in it any more, if that is known.
    pub(crate) fn refusal(&self) -> Option<Error> {
        match self.0.peek() {
            Some(Err(refusal)) => Some(refusal.clone().into()),
            _ => None,
        }
    }

    /// Waits for the answers.
    pub(crate) async fn seen(&self) -> Result<(), Error> {
        Ok(self.0.clone().await?)
    }
}

impl From<Refusal> for Error {
    fn from(Refusal { step, cause }: Refusal) -> Self {
        // A connection that was lost left nothing to run outside of the transaction.
        let reported = cause.as_db_error().is_some();
        let error = Self::shared(cause);
        match step {
            Step::Begin if reported => error.saying(
                "the transaction did not begin, so a statement that was sent along with its `BEGIN` may have run by itself, and what it did may be committed; look before you repeat it",
            ),
            _ => error,
        }
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.0.peek() {
            Some(Ok(())) => "open",
            Some(Err(_)) => "refused",
            None => "sent",
        };
        f.write_str(state)
    }
}
