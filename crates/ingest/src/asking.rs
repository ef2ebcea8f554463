//! Going somewhere again and again to see whether there is news: to an address, or into a mailbox.
//!
//! When to go next, and what went wrong, are kept in the store, so that a restart does not ask everybody at once.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::Store;
use store::sources::{self, PollState};
use tokio_util::sync::CancellationToken;

use crate::turn::Turn;
use crate::{Intake, backoff};

/// Whether it is time is looked at this often.
const EVERY: Duration = Duration::from_secs(1);
/// However long a source was away, it is asked this often.
const LONGEST: SignedDuration = SignedDuration::from_hours(1);

/// One source that is asked.
pub(crate) struct Asking {
    pub intake: Intake,
    pub source: String,
    pub every: SignedDuration,
}

/// Whoever asks one.
pub(crate) trait Asks: Send + Sync + 'static {
    /// Of the machines that serve one paper, one has the turn of this name before the source's.
    const TURN: &str;

    fn asking(&self) -> &Asking;

    /// Asks once, where it is time. `roll`, 0 to 1, spreads what is tried again.
    ///
    /// # Errors
    /// Where the store fails. What goes wrong outside is no error.
    fn ask(
        &self,
        now: Timestamp,
        roll: f64,
        stop: &CancellationToken,
    ) -> impl Future<Output = store::Result<()>> + Send;
}

/// Asks whenever it is time, until told to stop. What is being taken in then is taken first; a question that has
/// no answer yet is dropped.
pub(crate) async fn run<A: Asks>(asks: A, stop: CancellationToken) {
    let asking = asks.asking();
    let source = &asking.source;
    let mut turn = Turn::new(asking.store(), format!("{}:{source}", A::TURN));
    if let Err(error) = asking.bring_forward(Timestamp::now()).await {
        tracing::error!(source, "how the asking stands cannot be read: {error}");
    }
    while !stop.is_cancelled() {
        let now = Timestamp::now();
        let asked = match turn.is_ours(now).await {
            Ok(true) => asks.ask(now, backoff::roll(), &stop).await,
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = asked {
            tracing::error!(source, "the source is not asked at present: {error}");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

impl Asking {
    pub fn store(&self) -> &Store {
        self.intake.store()
    }

    /// How it stands; `None` where it is not yet time.
    pub async fn due(&self, now: Timestamp) -> store::Result<Option<PollState>> {
        let known = sources::get(self.store().db(), &self.source).await?;
        let state = known.map(|health| health.poll).unwrap_or_default();
        Ok(state.next_at.is_none_or(|next| next <= now).then_some(state))
    }

    pub async fn set(&self, state: &PollState) -> store::Result<()> {
        sources::set_poll(self.store(), &self.source, state).await
    }

    /// After a restart a source that failed is asked as soon as any other: the owner may just have mended what
    /// was wrong.
    pub async fn bring_forward(&self, now: Timestamp) -> store::Result<()> {
        let Some(health) = sources::get(self.store().db(), &self.source).await? else { return Ok(()) };
        let soon = now.checked_add(self.every).unwrap_or(now);
        match health.poll.next_at {
            Some(next) if health.poll.failures > 0 && next > soon => {
                self.set(&PollState { next_at: Some(soon), ..health.poll }).await
            }
            _ => Ok(()),
        }
    }

    /// All is well: the next time is in due course, or later where the other side asks for that. `whom`, for the log.
    pub fn rested(
        &self,
        whom: &str,
        before: &PollState,
        later: Option<Timestamp>,
        now: Timestamp,
    ) -> PollState {
        if before.failures > 0 {
            tracing::info!(source = self.source, failures = before.failures, "{whom} answers again.");
        }
        let due = now.checked_add(self.every).unwrap_or(now);
        PollState { next_at: Some(later.map_or(due, |at| at.max(due))), ..PollState::default() }
    }

    /// It went wrong: the log is told, and the next time is later than the last.
    pub fn failed(
        &self,
        sentence: &str,
        not_before: Option<Timestamp>,
        before: &PollState,
        now: Timestamp,
        roll: f64,
    ) -> PollState {
        let failures = before.failures.saturating_add(1);
        if failures == 1 {
            tracing::warn!(source = self.source, "{sentence} It is tried again.");
        } else {
            tracing::info!(source = self.source, failures, "{sentence}");
        }
        let wait = backoff::wait(self.every, LONGEST.max(self.every), failures, roll);
        let due = now.checked_add(wait).unwrap_or(now);
        PollState {
            next_at: Some(not_before.map_or(due, |at| at.max(due))),
            failures,
            last_error: Some(sentence.to_owned()),
            ..before.clone()
        }
    }
}
