//! The one configuration file: a struct per concern, each beside what it configures.
//!
//! A value comes from, in rising order: the default beside its field, the TOML file, an environment
//! variable `DATELINE_SECTION__KEY`, a flag on the command line. An unknown key is an error that names
//! the nearest known one. Paths in the file are relative to the file.

mod overrides;
mod wrong;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

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
    /// How this house asks others for feeds and pictures.
    pub fetch: ingest::FetchSettings,
    #[serde(rename = "source")]
    pub sources: Vec<ingest::SourceSettings>,
    #[serde(rename = "rule")]
    pub rules: Vec<newsroom::filing::Rule>,
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
    /// Seconds that running requests get to finish at shutdown.
    pub shutdown_grace: u64,
    /// Proxies of our own between readers and us, each of which appends to `X-Forwarded-For`.
    pub trusted_hops: usize,
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
        StoreSettings { data: "data".into(), database: None, database_file: None }
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
        let mut config = Self::from_text(&text, name, std::env::vars())?;
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
        }
        findings
    }

    /// The settings that open the store, with the database's address read from its file.
    pub fn store_settings(&self) -> Result<store::Settings> {
        let database = match &self.store.database_file {
            Some(file) => {
                let text = std::fs::read_to_string(file).with_context(|| {
                    format!(
                        "store.database_file {} cannot be read. Check the path and its permissions.",
                        file.display()
                    )
                })?;
                Some(text.lines().next().unwrap_or_default().trim().to_owned())
            }
            None => self.store.database.clone(),
        };
        Ok(store::Settings { data: self.store.data.clone(), database, zone: self.site.time_zone()? })
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
        self.site.resolve_paths(base);
        for source in &mut self.sources {
            source.resolve_paths(base);
        }
    }
}
