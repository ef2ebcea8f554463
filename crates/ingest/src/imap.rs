//! Mailboxes: copy that agencies, press offices and stringers send to an address of the paper.
//!
//! A mailbox numbers its messages, and the numbers only rise; the store remembers the last one that was dealt
//! with. A message is marked or moved once it is kept, and remembered after that: a crash in between has it
//! fetched once more, and the same bytes are the same delivery.

mod connect;
mod lines;
mod names;
mod round;
mod sender;
mod session;
mod trouble;

use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::mailboxes::{self, MailboxState};
use store::sources::PollState;
use tokio_util::sync::CancellationToken;

use crate::asking::{self, Asking, Asks};
use crate::settings::{self, FetchSettings, ImapSettings, SourceSettings};
use crate::{Intake, Outcome};
pub(crate) use connect::certificates;
use round::Taken;
use trouble::Trouble;

/// Reads the mailbox of one source. There must be one of these for a source at a time.
pub struct Imap {
    asking: Asking,
    settings: ImapSettings,
    max_bytes: u64,
    waits: Waits,
    /// The message that could not be fetched, and how often.
    stumbled: Mutex<(u32, u32)>,
}

/// What one look into the mailbox brought.
#[derive(Debug)]
pub enum Round {
    /// It is not yet time, or the program is to stop.
    NotDue,
    Done {
        taken: Vec<Outcome>,
        /// Not taken because of who sent them.
        left_alone: u64,
    },
    /// Why not, as a sentence; what was taken before that is kept.
    Failed(String),
}

/// How long the server is waited for.
#[derive(Debug, Clone, Copy)]
struct Waits {
    connect: Duration,
    /// For a whole answer.
    answer: Duration,
}

impl Imap {
    /// `None` where the source has no mailbox.
    pub fn new(intake: &Intake, source: &SourceSettings, fetch: &FetchSettings) -> Option<Imap> {
        let settings = source.imap.clone()?;
        Some(Imap {
            asking: Asking { intake: intake.clone(), source: source.name.clone(), every: settings.every },
            settings,
            max_bytes: source.max_bytes,
            waits: Waits {
                connect: settings::std(fetch.connect_timeout),
                answer: settings::std(fetch.total_timeout),
            },
            stumbled: Mutex::default(),
        })
    }

    /// Looks whenever it is time, until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        asking::run(self, stop).await;
    }

    /// Looks once, where it is time. `roll`, 0 to 1, spreads the next rounds after a failure.
    ///
    /// # Errors
    /// Where the store fails. What goes wrong outside is [`Round::Failed`].
    pub async fn look(&self, now: Timestamp, roll: f64, stop: &CancellationToken) -> store::Result<Round> {
        let Some(before) = self.asking.due(now).await? else { return Ok(Round::NotDue) };
        let mut memory = self.remembered(now).await?;
        let mut round = Taken::default();
        let done = self.round(&mut memory, &mut round, now, stop).await;
        mailboxes::set(self.asking.store(), &memory).await?;
        if round.left_alone > 0 {
            tracing::info!(
                source = self.asking.source,
                "{} message(s) were left alone, as their senders are not in imap.from.",
                round.left_alone
            );
        }
        match done {
            Ok(()) => {
                let last_error =
                    round.not_tidied.inspect(|e| tracing::error!(source = self.asking.source, "{e}"));
                let rested = self.asking.rested(&self.settings.host, &before, None, now);
                self.asking.set(&PollState { last_error, ..rested }).await?;
                Ok(Round::Done { taken: round.taken, left_alone: round.left_alone })
            }
            Err(Trouble::Stopped) => Ok(Round::NotDue),
            Err(Trouble::NotKept(error)) => Err(error),
            Err(trouble) => {
                let sentence = trouble.sentence(&self.settings);
                self.asking.set(&self.asking.failed(&sentence, None, &before, now, roll)).await?;
                Ok(Round::Failed(sentence))
            }
        }
    }

    /// How far it was read. Where the settings ask for something else than before, everything is looked at
    /// again: what is kept is not kept twice.
    async fn remembered(&self, now: Timestamp) -> store::Result<MailboxState> {
        let store = self.asking.store();
        let meant = self.meant();
        match mailboxes::get(store.db(), &self.asking.source).await? {
            Some(memory) if memory.meant == meant => Ok(memory),
            other => {
                let today = now.to_zoned_datetime(store.zone().clone()).date();
                let since = other.map_or_else(|| today.to_string(), |memory| memory.since);
                let source = self.asking.source.clone();
                let memory = MailboxState { source, since, meant, ..MailboxState::default() };
                // The day counts from now on, whether or not the server answers.
                mailboxes::set(store, &memory).await?;
                Ok(memory)
            }
        }
    }

    /// Which messages are meant, as a hash.
    fn meant(&self) -> String {
        let ImapSettings { host, user, mailbox, from, since, .. } = &self.settings;
        let port = self.settings.port();
        let all = format!("{:?}", (host, port, user, mailbox, from, since, self.max_bytes));
        Sha256::digest(all).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Asks for Imap {
    const TURN: &str = "imap";

    fn asking(&self) -> &Asking {
        &self.asking
    }

    async fn ask(&self, now: Timestamp, roll: f64, stop: &CancellationToken) -> store::Result<()> {
        self.look(now, roll, stop).await.map(drop)
    }
}
