//! Polling: asking an address again and again whether there is news.
//!
//! What the last answer said of itself (`ETag`, `Last-Modified`) and when to ask next are kept in the
//! store, so that a restart neither asks everybody at once nor fetches everything again.

mod after;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use store::sources::PollState;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::asking::{self, Asking, Asks};
use crate::fetch::shown;
use crate::settings::{PollSettings, SourceSettings};
use crate::{Arriving, Fetched, Fetcher, Get, Intake, Outcome, secret};

/// Polls one source. There must be one of these for a source at a time.
pub struct Poll {
    asking: Asking,
    fetcher: Fetcher,
    settings: PollSettings,
    max_bytes: u64,
    /// Where it has moved to, once the log has been told.
    moved_to: Mutex<Option<Url>>,
}

/// What one visit brought.
#[derive(Debug)]
pub enum Visit {
    /// It is not yet time.
    NotDue,
    /// Nothing has changed since the last visit.
    NothingNew,
    Delivered(Outcome),
    /// Why not, as a sentence; it is tried again at the time that the store now holds.
    Failed(String),
}

impl Poll {
    /// `None` where the source is not polled.
    pub fn new(intake: &Intake, fetcher: &Fetcher, source: &SourceSettings) -> Option<Poll> {
        let settings = source.poll.clone()?;
        Some(Poll {
            asking: Asking { intake: intake.clone(), source: source.name.clone(), every: settings.every },
            fetcher: fetcher.clone(),
            settings,
            max_bytes: source.max_bytes,
            moved_to: Mutex::default(),
        })
    }

    /// Visits whenever it is time, until told to stop.
    pub async fn run(self, stop: CancellationToken) {
        asking::run(self, stop).await;
    }

    /// At a start: a source that failed is visited soon.
    pub async fn bring_forward(&self, now: Timestamp) -> store::Result<()> {
        self.asking.bring_forward(now).await
    }

    /// Visits once, where it is time. `roll`, 0 to 1, spreads the next visits.
    ///
    /// # Errors
    /// Where the store fails. What goes wrong outside is [`Visit::Failed`].
    pub async fn visit(&self, now: Timestamp, roll: f64, stop: &CancellationToken) -> store::Result<Visit> {
        let Some(state) = self.asking.due(now).await? else { return Ok(Visit::NotDue) };
        let answer = match self.question(&state) {
            Ok((ask, asked)) => tokio::select! {
                () = stop.cancelled() => return Ok(Visit::NotDue),
                answer = self.fetcher.get(ask) => answer.map(|a| (a, asked)).map_err(|e| e.to_string()),
            },
            Err(sentence) => Err(sentence),
        };
        let (visit, next) = match answer {
            Ok((answer, asked)) => self.answered(answer, &asked, &state, now, roll).await,
            Err(sentence) => self.failed(sentence, None, &state, now, roll),
        };
        self.asking.set(&next).await?;
        Ok(visit)
    }

    /// The question, and what its address is called in the log and the store.
    fn question(&self, state: &PollState) -> Result<(Get, String), String> {
        let url = self.settings.address()?;
        let mut headers = self.headers()?;
        let mut condition = |name, value: &Option<String>| {
            if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                headers.insert(name, value);
            }
        };
        condition(header::IF_NONE_MATCH, &state.etag);
        condition(header::IF_MODIFIED_SINCE, &state.last_modified);
        let asked = shown(&url);
        Ok((Get { url: url.into(), headers, login: self.login()?, max_bytes: self.max_bytes }, asked))
    }

    /// Read anew at every visit, so that a password can be changed without a restart.
    fn headers(&self) -> Result<HeaderMap, String> {
        let mut said: HashMap<&str, String> =
            self.settings.headers.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        for (name, file) in &self.settings.header_files {
            said.insert(name, secret::read(file)?);
        }
        let mut headers = HeaderMap::new();
        for (name, value) in said {
            let (Ok(key), Ok(mut value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) else {
                return Err(format!(
                    "The header \"{name}\" of the source \"{}\" cannot be sent as it is written.",
                    self.asking.source
                ));
            };
            value.set_sensitive(true);
            headers.insert(key, value);
        }
        Ok(headers)
    }

    fn login(&self) -> Result<Option<(String, String)>, String> {
        let Some(user) = self.settings.user.clone() else { return Ok(None) };
        let password = self.settings.password_file.as_deref().map(secret::read).transpose()?;
        Ok(Some((user, password.unwrap_or_default())))
    }

    async fn answered(
        &self,
        answer: Fetched,
        asked: &str,
        state: &PollState,
        now: Timestamp,
        roll: f64,
    ) -> (Visit, PollState) {
        self.tell_of_move(asked, answer.moved_to.as_ref());
        match answer.status.as_u16() {
            304 => (
                Visit::NothingNew,
                self.rested(state.etag.clone(), state.last_modified.clone(), &answer, asked, state, now),
            ),
            204 => (Visit::NothingNew, self.rested(None, None, &answer, asked, state, now)),
            200..=299 => self.deliver(answer, asked, state, now, roll).await,
            status => {
                let sentence = match status {
                    401 | 403 => {
                        format!("{asked} does not let us in (status {status}). Check user and password.")
                    }
                    404 | 410 => format!("{asked} is not there (status {status}). Check poll.url."),
                    _ => format!("{asked} answers with status {status}."),
                };
                self.failed(sentence, after::retry_after(&answer.headers, now), state, now, roll)
            }
        }
    }

    /// Says once that the address is an old one.
    fn tell_of_move(&self, from: &str, moved: Option<&Url>) {
        let mut told = self.moved_to.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(moved) = moved.filter(|moved| told.as_ref() != Some(*moved)) {
            let to = shown(moved);
            tracing::warn!(
                source = self.asking.source,
                "{from} has moved to {to} for good. Write that into poll.url."
            );
        }
        *told = moved.cloned();
    }

    async fn deliver(
        &self,
        answer: Fetched,
        asked: &str,
        state: &PollState,
        now: Timestamp,
        roll: f64,
    ) -> (Visit, PollState) {
        let text = |name| {
            let value: Option<&HeaderValue> = answer.headers.get(name);
            value.and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let arriving = Arriving {
            name: asked.to_owned(),
            bytes: answer.bytes.clone(),
            content_type: text(header::CONTENT_TYPE),
            // Links of the copy are made whole with this, and readers see those.
            base_url: Some(shown(&answer.url)),
            ..Arriving::default()
        };
        match self.asking.intake.accept(&self.asking.source, arriving, now).await {
            Ok(outcome) => {
                let next =
                    self.rested(text(header::ETAG), text(header::LAST_MODIFIED), &answer, asked, state, now);
                let visit = if outcome.duplicate { Visit::NothingNew } else { Visit::Delivered(outcome) };
                (visit, next)
            }
            // What was not kept must be sent again in full.
            Err(error) => {
                self.failed(format!("Its answer was not taken in: {error}"), None, state, now, roll)
            }
        }
    }

    /// All is well.
    fn rested(
        &self,
        etag: Option<String>,
        last_modified: Option<String>,
        answer: &Fetched,
        asked: &str,
        before: &PollState,
        now: Timestamp,
    ) -> PollState {
        let later = after::retry_after(&answer.headers, now);
        PollState { etag, last_modified, ..self.asking.rested(asked, before, later, now) }
    }

    fn failed(
        &self,
        sentence: String,
        not_before: Option<Timestamp>,
        state: &PollState,
        now: Timestamp,
        roll: f64,
    ) -> (Visit, PollState) {
        let next = self.asking.failed(&sentence, not_before, state, now, roll);
        (Visit::Failed(sentence), next)
    }
}

impl Asks for Poll {
    const TURN: &str = "poll";

    fn asking(&self) -> &Asking {
        &self.asking
    }

    async fn ask(&self, now: Timestamp, roll: f64, stop: &CancellationToken) -> store::Result<()> {
        self.visit(now, roll, stop).await.map(drop)
    }
}
