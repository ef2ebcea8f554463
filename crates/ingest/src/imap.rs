//! Mailboxes: copy that agencies, press offices and stringers send to an address of the paper.
//!
//! A mailbox numbers its messages, and the numbers only rise; the store remembers the last one that was dealt
//! with. A message is marked or moved once it is kept, and remembered after that: a crash in between has it
//! fetched once more, and the same bytes are the same delivery.

mod connect;
mod lines;
mod names;
mod sender;
mod session;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::mailboxes::{self, MailboxState};
use store::sources::PollState;
use tokio_util::sync::CancellationToken;

use crate::asking::{self, Asking, Asks};
use crate::settings::{self, AfterMail, FetchSettings, ImapSettings, SourceSettings};
use crate::{Arriving, Intake, IntakeError, Outcome, secret};
pub(crate) use connect::certificates;
use session::{Envelope, Session};

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

/// What ends a conversation, or a part of it.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("{0}")]
    Lost(String),
    #[error("it says more than it was asked for")]
    TooLong,
    #[error("it refuses: {0}")]
    Refused(String),
    #[error("it does not let this user in ({0})")]
    NotLetIn(String),
    #[error("it does not open the mailbox ({0})")]
    NotOpened(String),
    #[error("{0}")]
    NotKept(#[from] store::Error),
    #[error("the program stops")]
    Stopped,
}

/// So many messages are looked at in one round; those that are no copy cost next to nothing.
const LOOKED_AT: usize = 500;
/// A message that cannot be fetched in so many rounds is passed over.
const TRIES: u32 = 3;

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
                let sentence = self.sentence(&trouble);
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

    async fn round(
        &self,
        memory: &mut MailboxState,
        round: &mut Taken,
        now: Timestamp,
        stop: &CancellationToken,
    ) -> Result<(), Trouble> {
        let since = self.settings.since.or_else(|| memory.since.parse::<Date>().ok());
        let since = since.unwrap_or_else(|| now.to_zoned_datetime(self.asking.store().zone().clone()).date());
        let mut session = unless(stop, self.session()).await?;
        let found = unless(stop, self.list(&mut session, memory, since)).await?;
        // The server's day begins at another hour than the paper's.
        let start =
            since.to_zoned_datetime(self.asking.store().zone().clone()).ok().map(|zoned| zoned.timestamp());
        for (uid, envelope) in found {
            if round.looked == self.settings.most {
                break;
            }
            match envelope {
                None => tracing::warn!(
                    source = self.asking.source,
                    "The server does not say what message {uid} is. It is passed over."
                ),
                Some(envelope) if envelope.came < start && envelope.came.is_some() => {}
                Some(envelope) if !self.may_send(&envelope) => {
                    round.left_alone += 1;
                    memory.left_alone += 1;
                }
                Some(envelope) if envelope.size > self.max_bytes => self.tell_too_large(&envelope),
                Some(_) => self.take(&mut session, uid, memory, round, now, stop).await?,
            }
            memory.uid = uid;
        }
        unless(stop, session.leave()).await
    }

    async fn session(&self) -> Result<Session, Trouble> {
        // Read anew each time, so that a password can be changed without a restart.
        let password = secret::read(&self.settings.password_file).map_err(Trouble::Lost)?;
        let lines = connect::open(&self.settings, self.waits).await?;
        Session::login(lines, &self.settings.user, &password).await
    }

    /// The next messages, each with what is known of it.
    async fn list(
        &self,
        session: &mut Session,
        memory: &mut MailboxState,
        since: Date,
    ) -> Result<Vec<(u32, Option<Envelope>)>, Trouble> {
        let to_change = self.settings.after != AfterMail::Keep;
        let validity = session.open(&self.settings.mailbox, to_change).await?;
        if memory.uidvalidity != validity {
            if memory.uidvalidity != 0 {
                tracing::warn!(
                    source = self.asking.source,
                    "The server has numbered the messages of {} anew. Those since {since} are looked at again; \
                     what is kept is not kept twice.",
                    self.settings.mailbox
                );
            }
            (memory.uidvalidity, memory.uid, memory.left_alone) = (validity, 0, 0);
        }
        let mut uids = session.since(memory.uid, since.yesterday().unwrap_or(since)).await?;
        uids.truncate(LOOKED_AT);
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let envelopes = session.envelopes(&uids).await?;
        let mut known: BTreeMap<u32, Envelope> = envelopes.into_iter().map(|e| (e.uid, e)).collect();
        Ok(uids.into_iter().map(|uid| (uid, known.remove(&uid))).collect())
    }

    fn may_send(&self, envelope: &Envelope) -> bool {
        self.settings.from.is_empty() || sender::is_allowed(&envelope.from, &self.settings.from)
    }

    async fn take(
        &self,
        session: &mut Session,
        uid: u32,
        memory: &mut MailboxState,
        round: &mut Taken,
        now: Timestamp,
        stop: &CancellationToken,
    ) -> Result<(), Trouble> {
        let fetched = unless(stop, session.message(uid, self.max_bytes)).await;
        let bytes = match fetched {
            Ok(Some(bytes)) => bytes,
            Err(Trouble::Stopped) => return Err(Trouble::Stopped),
            other => {
                let trouble =
                    other.err().unwrap_or_else(|| Trouble::Refused("it does not give the message".into()));
                if self.stumbles_over(uid) {
                    memory.uid = uid;
                    tracing::error!(
                        source = self.asking.source,
                        "Message {uid} could not be fetched {TRIES} times ({trouble}) and is passed over. It is \
                         left in {}: save it to a file and give that to `dateline ingest`.",
                        self.settings.mailbox
                    );
                }
                return Err(trouble);
            }
        };
        round.looked += 1;
        let arriving = Arriving {
            name: format!("{}:{uid}", self.settings.mailbox),
            bytes,
            content_type: Some("message/rfc822".into()),
            ..Arriving::default()
        };
        match self.asking.intake.accept(&self.asking.source, arriving, now).await {
            Ok(outcome) if outcome.duplicate => {}
            Ok(outcome) => round.taken.push(outcome),
            Err(IntakeError::Store(error)) => return Err(error.into()),
            // Larger than the server said.
            Err(error) => {
                tracing::error!(source = self.asking.source, "{error} It is left in the mailbox.");
                return Ok(());
            }
        }
        unless(stop, self.tidy(session, uid, round)).await
    }

    /// Marks or moves what is kept.
    async fn tidy(&self, session: &mut Session, uid: u32, round: &mut Taken) -> Result<(), Trouble> {
        let ImapSettings { after, move_to, mailbox, .. } = &self.settings;
        let done = match after {
            AfterMail::Keep => Ok(()),
            AfterMail::Seen => session.mark_seen(uid).await,
            AfterMail::Move => session.move_to(uid, move_to).await,
        };
        match done {
            // News goes on all the same.
            Err(Trouble::Refused(words)) => {
                round.not_tidied = Some(match after {
                    AfterMail::Move => format!(
                        "Messages of {mailbox} are taken and cannot be moved to \"{move_to}\" ({words}). Make \
                         that folder, or correct imap.move_to."
                    ),
                    AfterMail::Seen | AfterMail::Keep => format!(
                        "Messages of {mailbox} are taken and cannot be marked as read ({words}). Give the user \
                         the right to, or write imap.after = \"keep\"."
                    ),
                });
                Ok(())
            }
            done => done,
        }
    }

    /// Notes that a message could not be fetched; `true` when that is so for the last time.
    fn stumbles_over(&self, uid: u32) -> bool {
        let mut stumbled = self.stumbled.lock().unwrap_or_else(PoisonError::into_inner);
        *stumbled = if stumbled.0 == uid { (uid, stumbled.1 + 1) } else { (uid, 1) };
        stumbled.1 >= TRIES
    }

    fn tell_too_large(&self, envelope: &Envelope) {
        tracing::error!(
            source = self.asking.source,
            "Message {} of {} has {} bytes, and max_bytes is {}. It is left there. Raise max_bytes if that is \
             right.",
            envelope.uid,
            self.settings.mailbox,
            envelope.size,
            self.max_bytes
        );
    }

    fn sentence(&self, trouble: &Trouble) -> String {
        let ImapSettings { host, user, mailbox, .. } = &self.settings;
        match trouble {
            Trouble::NotLetIn(words) => format!(
                "{host} does not let {user} in ({words}). Check imap.user and imap.password_file; many providers \
                 want a password that is for programs alone."
            ),
            Trouble::NotOpened(words) => {
                format!("{host} does not open {mailbox} ({words}). Check imap.mailbox.")
            }
            trouble => format!("{mailbox} at {host} cannot be read: {trouble}."),
        }
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

/// What a round has brought so far.
#[derive(Default)]
struct Taken {
    taken: Vec<Outcome>,
    /// Fetched, new or not.
    looked: usize,
    left_alone: u64,
    /// Why what was taken is not marked or moved.
    not_tidied: Option<String>,
}

impl Trouble {
    fn gone() -> Trouble {
        Trouble::Lost("the connection broke off".into())
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Trouble {
        Trouble::Lost(error.to_string())
    }
}

/// A question that has no answer when the program stops is dropped.
async fn unless<T>(
    stop: &CancellationToken,
    talk: impl Future<Output = Result<T, Trouble>>,
) -> Result<T, Trouble> {
    tokio::select! {
        () = stop.cancelled() => Err(Trouble::Stopped),
        done = talk => done,
    }
}
