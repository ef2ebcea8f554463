//! The one configuration file: a struct per concern, each beside what it configures.
//!
//! A value comes from, in rising order: the default beside its field, the TOML file, an environment
//! variable `DATELINE_SECTION__KEY`, a flag on the command line. An unknown key is an error that names
//! the nearest known one. Paths in the file are relative to the file.

mod overrides;
mod s3;
mod wrong;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;

pub use s3::S3Settings;
pub use wrong::nearest;

/// The whole file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The paper: its name, zone, sections, theme and advertisements.
    pub site: site::Settings,
    pub server: ServerSettings,
    pub store: StoreSettings,
    pub log: LogSettings,
    pub pictures: PictureSettings,
    /// The house's mail server; without it there is nothing that needs one.
    pub mail: Option<site::MailSettings>,
    /// How this house asks others for feeds and pictures.
    pub fetch: ingest::FetchSettings,
    #[serde(rename = "source")]
    pub sources: Vec<ingest::SourceSettings>,
    #[serde(rename = "rule")]
    pub rules: Vec<newsroom::filing::Rule>,
    /// What this paper is, beside what agencies forbid.
    pub rights: newsroom::rights::Paper,
}

/// `[server]`: how readers' requests come in.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// Address and port to listen on.
    pub listen: String,
    /// Connections served at once; more wait in the kernel's queue.
    pub max_connections: usize,
    /// Seconds a client may take to send its request's head.
    pub header_timeout: u64,
    /// Proxies of the house in front, each of which adds to `X-Forwarded-For`: so many of its entries, from
    /// the right, are believed.
    pub trusted_hops: usize,
    /// Seconds that running requests get to finish at shutdown.
    pub shutdown_grace: u64,
}

/// `[store]`: where everything is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoreSettings {
    /// Folder of the database, the blobs and the search index.
    pub data: PathBuf,
    /// `postgres://…`; without it SQLite in the data folder. Prefer `database_file` where the address
    /// has a password in it.
    pub database: Option<String>,
    /// A file whose first line is the database's address.
    pub database_file: Option<PathBuf>,
    /// A bucket for pictures and large deliveries; without it they are files in the data folder.
    pub s3: Option<S3Settings>,
}

/// `[pictures]`: what is made of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PictureSettings {
    /// AVIF beside WebP: about a quarter fewer bytes for readers, for some seconds of one processor a picture.
    pub avif: bool,
}

/// `[log]`
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    /// `error`, `warn`, `info`, `debug`, `trace`, or a tracing filter such as `info,ingest=debug`.
    pub level: String,
    pub format: LogFormat,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

impl Default for ServerSettings {
    fn default() -> Self {
        ServerSettings {
            listen: "127.0.0.1:8080".into(),
            max_connections: 4096,
            header_timeout: 10,
            shutdown_grace: 10,
            trusted_hops: 0,
        }
    }
}

impl Default for StoreSettings {
    fn default() -> Self {
        StoreSettings { data: "data".into(), database: None, database_file: None, s3: None }
    }
}

impl Default for PictureSettings {
    fn default() -> Self {
        PictureSettings { avif: true }
    }
}

impl Default for LogSettings {
    fn default() -> Self {
        LogSettings { level: "info".into(), format: LogFormat::Text }
    }
}

impl Config {
    /// Reads `file` (or, when no file is named, `dateline.toml` in the working folder if there is one)
    /// and the environment.
    pub fn load(file: Option<&Path>) -> Result<Config> {
        let named = file.map(Path::to_owned);
        let file = named.or_else(|| Some(PathBuf::from("dateline.toml")).filter(|f| f.exists()));
        let text = match &file {
            Some(f) => std::fs::read_to_string(f).with_context(|| {
                format!(
                    "The configuration {} cannot be read. Check the path and its permissions.",
                    f.display()
                )
            })?,
            None => String::new(),
        };
        let name = file.as_deref().unwrap_or(Path::new("built-in configuration"));
        // A variable that is no text is none of ours.
        let vars =
            std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
        let mut config = Self::from_text(&text, name, vars)?;
        let base = file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        config.resolve_paths(base);
        Ok(config)
    }

    /// As [`Config::load`], from a text and given variables.
    pub fn from_text(
        text: &str,
        name: &Path,
        vars: impl Iterator<Item = (String, String)>,
    ) -> Result<Config> {
        let config: Config = toml::from_str(text).map_err(|e| wrong::explain(&e, text, name))?;
        overrides::apply(config, text, vars)
    }

    /// Everything that is wrong though it can be read, one sentence each.
    pub fn check(&self) -> Vec<String> {
        let mut findings = self.site.check();
        let sections: Vec<(String, String)> =
            self.site.sections.iter().map(|s| (s.slug.clone(), s.name.clone())).collect();
        let mut names = std::collections::HashSet::new();
        for source in &self.sources {
            findings.extend(source.check());
            if !names.insert(source.name.as_str()) {
                findings.push(format!(
                    "Two sources are named \"{}\". Give each [[source]] a name of its own.",
                    source.name
                ));
            }
        }
        let sources: Vec<&str> = self.sources.iter().map(|s| s.name.as_str()).collect();
        for rule in &self.rules {
            findings.extend(rule.check(&sections));
            findings.extend(rule.check_sources(&sources));
        }
        findings.extend(self.rights.check());
        // A source without a slug files copy under the agency that each item names.
        let agencies: Vec<&str> = self.sources.iter().map(|s| s.agency.slug.as_str()).collect();
        for terms in self.site.agencies.iter().filter(|_| !agencies.contains(&"")) {
            if !agencies.contains(&terms.slug.as_str()) {
                findings.push(format!(
                    "site.agencies names \"{}\", which is the agency of no source.{}",
                    terms.slug,
                    nearest(&terms.slug, &agencies)
                        .map(|n| format!(" Did you mean \"{n}\"?"))
                        .unwrap_or_default()
                ));
            }
        }
        if self.server.listen.parse::<std::net::SocketAddr>().is_err() {
            findings.push(format!(
                "server.listen is \"{}\", which is no address with a port. Write for example 127.0.0.1:8080.",
                self.server.listen
            ));
        }
        if self.store.database.is_some() && self.store.database_file.is_some() {
            findings.push("store.database and store.database_file are both set. Keep one of them.".into());
        } else {
            findings.extend(self.database().err().map(|e| e.to_string()));
        }
        let bucket = self.store.s3.as_ref().map(S3Settings::bucket);
        findings.extend(bucket.and_then(Result::err).map(|e| e.to_string()));
        if self.server.max_connections == 0 {
            findings.push("server.max_connections is 0, so that nobody is served. Write 1 or more.".into());
        }
        if self.server.header_timeout == 0 {
            findings
                .push("server.header_timeout is 0, so that no request is in time. Write 1 or more.".into());
        }
        findings.extend(crate::log::filter(&self.log).err().map(|e| e.to_string()));
        findings.extend(self.fetch.check());
        if let Some(mail) = &self.mail {
            findings.extend(mail.check());
            findings.extend(self.mail().err().map(|e| e.to_string()));
        }
        findings
    }

    /// Watched folders that are not there at present, one sentence each. A share that is not mounted must
    /// not take the whole paper down, so these are no findings of [`Config::check`].
    pub fn missing_folders(&self) -> Vec<String> {
        self.sources.iter().filter_map(|source| source.missing_folder()).collect()
    }

    /// Copy could come in, now: a folder is there, or a source is polled, pushed or mail, or none was meant to.
    pub fn anything_can_arrive(&self) -> bool {
        let watched = self.sources.iter().filter(|source| source.folder.is_some()).count();
        let other = self
            .sources
            .iter()
            .any(|source| source.poll.is_some() || source.imap.is_some() || source.push.is_some());
        watched == 0 || other || self.missing_folders().len() < watched
    }

    /// The settings that open the store, with the database's address read from its file.
    pub fn store_settings(&self) -> Result<store::Settings> {
        Ok(store::Settings {
            data: self.store.data.clone(),
            database: self.database()?,
            bucket: self.store.s3.as_ref().map(S3Settings::bucket).transpose()?,
            zone: self.site.time_zone()?,
        })
    }

    /// The mail server with its password read from its file.
    fn mail(&self) -> Result<Option<site::MailSettings>> {
        let Some(mut mail) = self.mail.clone() else { return Ok(None) };
        if let Some(file) = &mail.password_file {
            let password = ingest::secret::read(file).map_err(|e| anyhow!("mail.password_file: {e}"))?;
            mail.password = site::Password(password);
        }
        Ok(Some(mail))
    }

    /// What the site is made from.
    pub fn site_settings(&self) -> Result<site::Settings> {
        Ok(site::Settings { mail: self.mail()?, ..self.site.clone() })
    }

    /// The database's address; `None` is SQLite.
    fn database(&self) -> Result<Option<String>> {
        match &self.store.database_file {
            Some(file) => {
                ingest::secret::read(file).map(Some).map_err(|e| anyhow!("store.database_file: {e}"))
            }
            None => Ok(self.store.database.clone()),
        }
    }

    fn resolve_paths(&mut self, base: &Path) {
        let resolve = |path: &mut PathBuf| {
            if path.is_relative() {
                *path = base.join(&*path);
            }
        };
        resolve(&mut self.store.data);
        if let Some(file) = &mut self.store.database_file {
            resolve(file);
        }
        if let Some(file) = self.store.s3.as_mut().and_then(|s3| s3.secret_file.as_mut()) {
            resolve(file);
        }
        if let Some(file) = self.mail.as_mut().and_then(|mail| mail.password_file.as_mut()) {
            resolve(file);
        }
        self.site.resolve_paths(base);
        for source in &mut self.sources {
            source.resolve_paths(base);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(sources: &str) -> Config {
        Config::from_text(sources, Path::new("dateline.toml"), std::iter::empty()).unwrap()
    }

    fn watching(name: &str, folder: &Path) -> String {
        format!(
            "[[source]]\nname = \"{name}\"\nagency = {{ slug = \"mna\", name = \"Meridian\" }}\nfolder = {{ path = {folder:?} }}\n"
        )
    }

    #[test]
    fn a_watched_folder_that_is_away_is_an_alarm_and_the_rest_of_the_paper_goes_on() {
        let there = tempfile::tempdir().unwrap();
        let away = there.path().join("not-mounted");
        let config = paper(&(watching("mna", there.path()) + &watching("lumiere", &away)));
        assert_eq!(config.check(), [] as [&str; 0]);
        assert!(config.anything_can_arrive());
        let alarms = config.missing_folders();
        assert_eq!(alarms.len(), 1);
        assert!(alarms[0].contains("\"lumiere\"") && alarms[0].contains("not-mounted"), "{alarms:?}");
    }

    #[test]
    fn a_paper_none_of_whose_folders_is_there_was_started_in_the_wrong_place() {
        let away = tempfile::tempdir().unwrap().path().join("wire");
        let folders = watching("mna", &away);
        assert!(!paper(&folders).anything_can_arrive());
        let polled = folders + "poll = { url = \"https://mna.example/feed\" }\n";
        assert!(paper(&polled).anything_can_arrive(), "copy still comes from the net");
        assert!(paper("").anything_can_arrive(), "a paper may be fed by hand");
    }
}
