//! `[[source]]` and `[fetch]`: what the owner of the paper says about how copy arrives.

mod check;
mod imap;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use newsroom::{Policy, Undated, span};
use serde::Deserialize;
use url::Url;
use wire::Format;

pub use imap::{AfterMail, ImapSettings, Tls};

use crate::secret;

/// One `[[source]]`: a feed of one agency. It may arrive by more than one road; with none it takes only
/// what `dateline ingest` is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceSettings {
    /// Its name in the log, on the desk and in the push address: small letters, digits, hyphens.
    pub name: String,
    pub agency: AgencySettings,
    /// Copy is laid into a folder.
    pub folder: Option<FolderSettings>,
    /// Copy is fetched from an address.
    pub poll: Option<PollSettings>,
    /// Copy is mail in a mailbox.
    pub imap: Option<ImapSettings>,
    /// Copy is sent to `/api/v1/push/NAME`.
    pub push: Option<PushSettings>,
    /// Read everything as this format instead of recognising it.
    pub format: Option<Format>,
    /// Zone of times that name none, e.g. "Europe/Oslo"; UTC where this is empty.
    pub zone: Option<String>,
    /// Language of copy that names none, BCP 47.
    pub language: Option<String>,
    /// `false`: every new story waits for the desk.
    pub publish: bool,
    /// What to do with an item that carries no date: "hold" or "show".
    pub undated: Undated,
    /// Of text wires (IPTC 7901, ANPA 1312): how far apart two messages may be that belong to one story, e.g. "72h".
    #[serde(deserialize_with = "span::needed")]
    pub thread_window: SignedDuration,
    /// Of text wires: how long a take waits for those before it until the desk is told, e.g. "30m".
    #[serde(deserialize_with = "span::needed")]
    pub take_patience: SignedDuration,
    /// The silence after which the alarm is raised, e.g. "6h"; without it none is.
    #[serde(deserialize_with = "span::maybe")]
    pub quiet_after: Option<SignedDuration>,
    /// No delivery is larger than this many bytes.
    pub max_bytes: u64,
    pub pictures: Pictures,
}

/// Whose copy it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AgencySettings {
    /// Its part of addresses: `/agency/mna`. Sources of one agency share it, and with it their stories.
    pub slug: String,
    /// As printed.
    pub name: String,
}

/// `[source.folder]`
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FolderSettings {
    /// Watched with all its sub-folders.
    pub path: PathBuf,
    /// Only files of these names are copy: `*` stands for any letters, `?` for one. Pictures are
    /// always looked at.
    pub pattern: Vec<String>,
    /// A file is taken when neither its size nor its time has moved for so many milliseconds.
    pub settle_ms: u64,
    /// A file that ends in the middle of a document is given so long to be finished.
    #[serde(deserialize_with = "span::needed")]
    pub patience: SignedDuration,
    pub after: After,
    /// Where `after = "move"` puts what was taken; `done` inside the folder where this is empty.
    pub done: Option<PathBuf>,
    /// Where `after = "move"` puts what could not be read; `failed` inside the folder.
    pub failed: Option<PathBuf>,
}

/// What becomes of a file that was taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum After {
    /// It stays; it is read again when it changes.
    #[default]
    Keep,
    /// It goes to the folder `done`, or `failed` with a note that says why.
    Move,
    /// It is removed once its bytes are safely kept. What could not be taken stays.
    Delete,
}

/// `[source.poll]`
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PollSettings {
    pub url: String,
    /// A file whose first line is the address, where a key stands in that.
    pub url_file: Option<PathBuf>,
    /// How often to ask, e.g. "60s".
    #[serde(deserialize_with = "span::needed")]
    pub every: SignedDuration,
    /// Sent with every request, e.g. an API key that is no secret.
    pub headers: std::collections::BTreeMap<String, String>,
    /// Headers whose value is the first line of a file.
    pub header_files: std::collections::BTreeMap<String, PathBuf>,
    /// HTTP basic authentication.
    pub user: Option<String>,
    /// A file whose first line is the password that goes with `user`.
    pub password_file: Option<PathBuf>,
}

/// `[source.push]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PushSettings {
    /// A file whose first line is the token that the sender must show.
    pub token_file: PathBuf,
    /// Deliveries accepted a minute; more are told to come back later. 0 sets no limit.
    pub per_minute: u32,
}

/// What to do about the pictures of an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pictures {
    /// Take those that lie beside the delivery.
    #[default]
    Local,
    /// Those too that have an address on the net.
    Fetch,
    /// Take none.
    None,
}

/// `[fetch]`: how this house asks others, for feeds and for pictures.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FetchSettings {
    /// Internal addresses that may be asked all the same, each as "10.0.0.5:8080".
    pub allow_private: Vec<String>,
    /// Ports that may be asked.
    pub ports: Vec<u16>,
    /// Until a connection stands.
    #[serde(deserialize_with = "span::needed")]
    pub connect_timeout: SignedDuration,
    /// Between two pieces of an answer.
    #[serde(deserialize_with = "span::needed")]
    pub read_timeout: SignedDuration,
    /// For the whole, with all redirects.
    #[serde(deserialize_with = "span::needed")]
    pub total_timeout: SignedDuration,
    /// How this house names itself; agencies like to find an address in it.
    pub user_agent: String,
    /// No picture is larger than this many bytes.
    pub max_picture_bytes: u64,
    /// No picture has more pixels than this, as width times height.
    pub max_picture_pixels: u64,
}

impl Default for SourceSettings {
    fn default() -> Self {
        let policy = Policy::default();
        SourceSettings {
            name: String::new(),
            agency: AgencySettings::default(),
            folder: None,
            poll: None,
            imap: None,
            push: None,
            format: None,
            zone: None,
            language: None,
            publish: policy.publish,
            undated: policy.undated,
            thread_window: SignedDuration::from_hours(72),
            take_patience: SignedDuration::from_mins(30),
            quiet_after: None,
            max_bytes: 64 << 20,
            pictures: Pictures::default(),
        }
    }
}

impl Default for FolderSettings {
    fn default() -> Self {
        FolderSettings {
            path: PathBuf::new(),
            pattern: Vec::new(),
            settle_ms: 1000,
            patience: SignedDuration::from_secs(30),
            after: After::default(),
            done: None,
            failed: None,
        }
    }
}

impl Default for PollSettings {
    fn default() -> Self {
        PollSettings {
            url: String::new(),
            url_file: None,
            every: SignedDuration::from_secs(60),
            headers: Default::default(),
            header_files: Default::default(),
            user: None,
            password_file: None,
        }
    }
}

impl Default for FetchSettings {
    fn default() -> Self {
        FetchSettings {
            allow_private: Vec::new(),
            ports: vec![80, 443, 8080, 8443],
            connect_timeout: SignedDuration::from_secs(10),
            read_timeout: SignedDuration::from_secs(30),
            total_timeout: SignedDuration::from_secs(120),
            user_agent: concat!("Dateline/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_picture_bytes: 32 << 20,
            max_picture_pixels: 100_000_000,
        }
    }
}

impl SourceSettings {
    /// How its copy is treated.
    pub fn policy(&self) -> Policy {
        Policy { publish: self.publish, undated: self.undated }
    }

    /// The zone of times that name none. A name that is no zone is reported by `check` and read as UTC.
    pub fn time_zone(&self) -> Option<TimeZone> {
        self.zone.as_deref().and_then(|name| TimeZone::get(name).ok())
    }

    /// Paths in the configuration are relative to its file.
    pub fn resolve_paths(&mut self, base: &Path) {
        let resolve = |path: &mut PathBuf| {
            if path.is_relative() && !path.as_os_str().is_empty() {
                *path = base.join(&*path);
            }
        };
        if let Some(folder) = &mut self.folder {
            resolve(&mut folder.path);
            folder.done.iter_mut().chain(&mut folder.failed).for_each(resolve);
        }
        if let Some(poll) = &mut self.poll {
            let PollSettings { url_file, password_file, header_files, .. } = poll;
            url_file.iter_mut().chain(password_file).chain(header_files.values_mut()).for_each(resolve);
        }
        if let Some(imap) = &mut self.imap {
            resolve(&mut imap.password_file);
            imap.ca_file.iter_mut().for_each(resolve);
        }
        if let Some(push) = &mut self.push {
            resolve(&mut push.token_file);
        }
    }
}

impl PollSettings {
    /// The address that is asked, read anew from its file each time; else a sentence that says what is
    /// wrong, without the address, which may be secret.
    pub fn address(&self) -> Result<Url, String> {
        let (said, place) = match &self.url_file {
            Some(file) => (secret::read(file)?, format!("The first line of {}", file.display())),
            None => (self.url.clone(), "poll.url".to_owned()),
        };
        Url::parse(&said)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .ok_or_else(|| format!("{place} is no http or https address."))
    }
}

impl FolderSettings {
    pub fn done(&self) -> PathBuf {
        self.done.clone().unwrap_or_else(|| self.path.join("done"))
    }

    pub fn failed(&self) -> PathBuf {
        self.failed.clone().unwrap_or_else(|| self.path.join("failed"))
    }
}

/// A span from the settings as the standard library counts it.
pub(crate) fn std(span: SignedDuration) -> Duration {
    span.try_into().unwrap_or(Duration::ZERO)
}

#[cfg(test)]
mod tests;
