//! One round: what is new in the mailbox is looked at in its order, and what is copy is taken.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use jiff::Timestamp;
use jiff::civil::Date;
use store::mailboxes::MailboxState;
use tokio_util::sync::CancellationToken;

use super::session::{Envelope, Session};
use super::trouble::Trouble;
use super::{Imap, connect, sender};
use crate::settings::{AfterMail, ImapSettings};
use crate::{Arriving, IntakeError, Outcome, secret};

/// So many messages are looked at in one round; those that are no copy cost next to nothing.
const LOOKED_AT: usize = 500;
/// A message that cannot be fetched in so many rounds is passed over.
const TRIES: u32 = 3;

/// What a round has brought so far.
#[derive(Default)]
pub(super) struct Taken {
    pub taken: Vec<Outcome>,
    /// Fetched, new or not.
    looked: usize,
    pub left_alone: u64,
    /// Why what was taken is not marked or moved.
    pub not_tidied: Option<String>,
}

impl Imap {
    pub(super) async fn round(
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
                None => {
                    let trouble = Trouble::Refused(format!("it does not say what message {uid} is"));
                    return Err(self.stumble(uid, memory, trouble));
                }
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
        let mut known: BTreeMap<u32, Envelope> = BTreeMap::new();
        for envelope in envelopes {
            known.entry(envelope.uid).or_insert(envelope);
        }
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
                let missing = || Trouble::Refused("it does not give the message".into());
                return Err(self.stumble(uid, memory, other.err().unwrap_or_else(missing)));
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

    /// Ends the round at a message that could not be fetched; the last time, the next round begins behind it.
    fn stumble(&self, uid: u32, memory: &mut MailboxState, trouble: Trouble) -> Trouble {
        let mut stumbled = self.stumbled.lock().unwrap_or_else(PoisonError::into_inner);
        *stumbled = if stumbled.0 == uid { (uid, stumbled.1 + 1) } else { (uid, 1) };
        if stumbled.1 >= TRIES {
            memory.uid = uid;
            tracing::error!(
                source = self.asking.source,
                "Message {uid} could not be fetched {TRIES} times ({trouble}) and is passed over. It is left in {}: \
                 save it to a file and give that to `dateline ingest`.",
                self.settings.mailbox
            );
        }
        trouble
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
