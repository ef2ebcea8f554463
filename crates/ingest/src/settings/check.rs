//! Everything that is wrong with a source though it can be read, one sentence each.

use std::net::SocketAddr;

use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::{FetchSettings, FolderSettings, PollSettings, PushSettings, SourceSettings};
use crate::secret;

impl SourceSettings {
    /// Sentences for the owner, each naming the source and the remedy. Looks at files and folders that
    /// the settings name.
    pub fn check(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if !is_slug(&self.name) {
            wrong.push(format!(
                "A source is named \"{}\". Give each [[source]] a name of small letters, digits and hyphens.",
                self.name
            ));
        }
        if self.name.starts_with(crate::import::PREFIX) {
            wrong.push(format!(
                "{} has a name that begins with \"{}\", as those of `dateline import` do. Name it otherwise.",
                self.whose(),
                crate::import::PREFIX
            ));
        }
        if !is_slug(&self.agency.slug) {
            wrong.push(format!(
                "{} says agency.slug = \"{}\". Write small letters, digits and hyphens, such as \"mna\".",
                self.whose(),
                self.agency.slug
            ));
        }
        if self.agency.name.trim().is_empty() {
            wrong.push(format!("{} does not say agency.name, which readers see.", self.whose()));
        }
        if let Some(zone) = self.zone.as_deref().filter(|zone| TimeZone::get(zone).is_err()) {
            wrong.push(format!(
                "{} says zone = \"{zone}\", which is no time zone. Write for example \"Europe/Oslo\".",
                self.whose()
            ));
        }
        if self.max_bytes == 0 {
            wrong.push(format!("{} says max_bytes = 0, so that nothing can arrive.", self.whose()));
        }
        wrong.extend(self.folder.iter().flat_map(|folder| self.check_folder(folder)));
        wrong.extend(self.poll.iter().flat_map(|poll| self.check_poll(poll)));
        wrong.extend(self.imap.iter().flat_map(|imap| imap.check(&self.whose())));
        if self.imap.is_some() && self.poll.is_some() {
            wrong.push(format!(
                "{} has both a poll and an imap. Make them two sources of the same agency.slug, which share \
                 their stories.",
                self.whose()
            ));
        }
        wrong.extend(self.push.iter().flat_map(|push| self.check_push(push)));
        wrong
    }

    /// The watched folder, where it is not there at present. It is looked for again and again, so that
    /// this is an alarm and no reason not to serve.
    pub fn missing_folder(&self) -> Option<String> {
        let path = &self.folder.as_ref()?.path;
        let missing = !path.as_os_str().is_empty() && path.read_dir().is_err();
        missing.then(|| {
            format!(
                "{} watches {}, which is no folder that can be opened. Make it, or correct folder.path.",
                self.whose(),
                path.display()
            )
        })
    }

    fn check_folder(&self, folder: &FolderSettings) -> Vec<String> {
        let mut wrong = Vec::new();
        if folder.path.as_os_str().is_empty() {
            wrong.push(format!("{} has a folder without a path. Set folder.path.", self.whose()));
        }
        if folder.done() == folder.path || folder.failed() == folder.path {
            wrong.push(format!(
                "{} would move files into the folder that it watches. Name other folders as done and failed.",
                self.whose()
            ));
        }
        wrong
    }

    fn check_poll(&self, poll: &PollSettings) -> Vec<String> {
        let mut wrong = Vec::new();
        if poll.url_file.is_some() && !poll.url.is_empty() {
            wrong.push(format!("{} has both poll.url and poll.url_file. Keep one of them.", self.whose()));
        }
        match poll.address() {
            Ok(url) if url.password().is_some() && poll.url_file.is_none() => wrong.push(format!(
                "{} has a password in poll.url. Put it into a file and name that as poll.password_file.",
                self.whose()
            )),
            Ok(_) => {}
            Err(e) => wrong.push(format!("{}: {e}", self.whose())),
        }
        if poll.every < SignedDuration::from_secs(1) {
            wrong.push(format!(
                "{} would be asked without pause. Set poll.every to a second or more.",
                self.whose()
            ));
        }
        if poll.password_file.is_some() && poll.user.is_none() {
            wrong.push(format!("{} has a poll.password_file but no poll.user.", self.whose()));
        }
        for file in poll.password_file.iter().chain(poll.header_files.values()) {
            wrong.extend(secret::read(file).err().map(|e| format!("{}: {e}", self.whose())));
        }
        wrong
    }

    fn check_push(&self, push: &PushSettings) -> Vec<String> {
        match secret::read(&push.token_file) {
            Err(e) => vec![format!("{}: {e}", self.whose())],
            Ok(token) if token.len() < 16 => vec![format!(
                "{} has a push token of fewer than 16 letters, which can be guessed. Make one with \
                 `openssl rand -hex 32`.",
                self.whose()
            )],
            Ok(_) => Vec::new(),
        }
    }

    fn whose(&self) -> String {
        format!("The source \"{}\"", self.name)
    }
}

impl FetchSettings {
    pub fn check(&self) -> Vec<String> {
        let mut wrong: Vec<String> = self
            .allow_private
            .iter()
            .filter(|entry| entry.parse::<SocketAddr>().is_err())
            .map(|entry| {
                format!(
                    "fetch.allow_private has \"{entry}\", which is no address with a port. Write for example \
                     \"10.0.0.5:8080\"."
                )
            })
            .collect();
        if self.ports.is_empty() {
            wrong.push("fetch.ports is empty, so that nothing can be fetched.".to_owned());
        }
        wrong
    }
}

fn is_slug(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
