//! A theme: templates, static files and messages, from a folder, over those that are built in.
//!
//! An owner may change a folder's files at any time: they are read again, all of them, and take effect
//! together. A theme with a mistake never replaces one that works; the operator is told file, line and
//! reason. Templates are run with limits on steps and output, and see no file outside their folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::escape::escaped;
use crate::page::Page;
use crate::settings::AdSettings;
use crate::tongue::Tongue;
use crate::{addresses, headers};

/// The built-in theme as names and bytes, written by `build.rs`.
mod built_in {
    include!(concat!(env!("OUT_DIR"), "/default_theme.rs"));
}

/// Steps that a page may take; the front page of the default theme takes some 60,000.
const FUEL: u64 = 5_000_000;
/// No page is larger than this.
const LARGEST: usize = 8 << 20;
/// No theme has more, or larger, files than these.
const MOST_FILES: usize = 500;
const LARGEST_FILE: u64 = 2 << 20;

pub struct Theme {
    environment: Environment<'static>,
    tongue: Tongue,
    /// By name, for `/static/{fingerprint}/{name}`.
    files: BTreeMap<String, Arc<Page>>,
    /// By template, the advertisement slots that it shows.
    slots: BTreeMap<String, Vec<String>>,
    /// Changes with any static file: their addresses can be kept for ever.
    fingerprint: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    #[error("The theme's file {file} cannot be read: {source}")]
    Unreadable { file: String, source: std::io::Error },
    #[error("The theme in {0} has more than {MOST_FILES} files.")]
    TooMany(String),
    #[error("The theme's file {0} is larger than 2 MiB.")]
    TooLarge(String),
    #[error("{0}")]
    Template(String),
    #[error("A page grew beyond 8 MiB; the template {0} may print the same for ever.")]
    Overflow(String),
}

impl Theme {
    /// The theme of a folder, or the built-in one, for a paper in this language.
    pub fn load(folder: Option<&Path>, language: &str) -> Result<Theme, ThemeError> {
        let mut files: BTreeMap<String, Vec<u8>> =
            built_in::FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        if let Some(folder) = folder {
            files.extend(read_folder(folder)?);
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(60);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(print);
        let tongue = Tongue::new(language, &messages(&files)?)?;
        let said = tongue.clone();
        environment.add_function("t", move |key: &str, args: Kwargs| said.of_template(key, &args));
        let mut statics = BTreeMap::new();
        let mut hash = Sha256::new();
        for (name, bytes) in files {
            if let Some(template) = name.strip_prefix("templates/") {
                let text = utf8(&name, bytes)?;
                if let Some(key) = keys(&text).find(|key| !tongue.knows(key)) {
                    return Err(ThemeError::Template(format!(
                        "The theme's file {name} asks for the message \"{key}\", which is not in messages/en.ftl."
                    )));
                }
                environment
                    .add_template_owned(template.to_owned(), text)
                    .map_err(|e| ThemeError::Template(explain(&e)))?;
            } else if let Some(file) = name.strip_prefix("static/") {
                hash.update(&bytes);
                let mime = content_type(file);
                let worth = mime.starts_with("text/") || mime.ends_with("svg+xml");
                statics.insert(file.to_owned(), Arc::new(Page::file(bytes, worth, headers::fixed(mime))));
            }
        }
        let fingerprint = hash.finalize()[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        let slots = slots(&environment);
        Ok(Theme { environment, tongue, files: statics, slots, fingerprint })
    }

    /// Prints a page.
    pub fn render<T: Serialize>(&self, template: &str, context: &T) -> Result<String, ThemeError> {
        let found = self.environment.get_template(template).map_err(|e| ThemeError::Template(explain(&e)))?;
        let mut out = Bounded(Vec::with_capacity(32 * 1024));
        match found.render_captured_to(Value::from(Serde(context)), &mut out) {
            Ok(_) => Ok(String::from_utf8(out.0).unwrap_or_default()),
            Err(_) if out.0.len() >= LARGEST => Err(ThemeError::Overflow(template.to_owned())),
            Err(e) => Err(ThemeError::Template(explain(&e))),
        }
    }

    /// Its messages.
    pub fn tongue(&self) -> &Tongue {
        &self.tongue
    }

    /// The slots that a page of this template shows, its own and those of the frame round it, in one order.
    pub fn slots(&self, template: &str, settings: &AdSettings) -> Vec<String> {
        let of_page = |name: &str| name == template || is_shared(name);
        let names = self.slots.iter().filter(|(name, _)| of_page(name)).flat_map(|(_, slots)| slots);
        let known = settings.all_slots();
        let mut slots: Vec<String> = match names.clone().any(|name| name == EVERY) {
            true => known.keys().map(|name| (*name).to_owned()).collect(),
            false => names.filter(|name| known.contains_key(name.as_str())).cloned().collect(),
        };
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// Does any page show this slot?
    pub fn shows(&self, slot: &str) -> bool {
        self.slots.values().flatten().any(|name| name == slot || name == EVERY)
    }

    /// The address of a static file; `None` where the theme has none of this name.
    pub fn address(&self, name: &str) -> Option<String> {
        self.files.contains_key(name).then(|| addresses::static_href(&self.fingerprint, name))
    }

    /// The part of its files' addresses that changes with them.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// A static file as it was read, to be sent from another address.
    pub fn text(&self, name: &str) -> Option<Vec<u8>> {
        self.files.get(name).map(|file| file.raw.to_vec())
    }

    /// A static file, whatever fingerprint it was asked by: a page that is a moment old still has its style.
    pub fn file(&self, name: &str) -> Option<Arc<Page>> {
        self.files.get(name).cloned()
    }

    /// Everything that is wrong with the theme in a folder, a sentence each.
    pub fn check(folder: &Path) -> Vec<String> {
        // Its messages are read for the language that they are in.
        let own = std::fs::read_dir(folder.join("messages")).into_iter().flatten().flatten();
        let own = own.filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".ftl")?.to_owned()));
        let languages = std::iter::once("en".to_owned()).chain(own);
        let mut findings: Vec<String> = languages
            .filter_map(|language| Some(Theme::load(Some(folder), &language).err()?.to_string()))
            .collect();
        findings.dedup();
        findings
    }

    /// Copies the built-in theme out.
    pub fn write_default(folder: &Path) -> std::io::Result<()> {
        for (name, bytes) in built_in::FILES {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap_or(folder))?;
            std::fs::write(file, bytes)?;
        }
        Ok(())
    }
}

/// Stands for all slots, where a template takes them together.
const EVERY: &str = "";

/// Which slots each template names: `ads.side` is one.
fn slots(environment: &Environment<'_>) -> BTreeMap<String, Vec<String>> {
    let named = |template: &minijinja::Template<'_, '_>| -> Vec<String> {
        let variables = template.undeclared_variables(true);
        let slot = |name: &String| match name.strip_prefix("ads") {
            Some("") => Some(EVERY.to_owned()),
            Some(rest) => rest.strip_prefix('.').map(str::to_owned),
            None => None,
        };
        variables.iter().filter_map(slot).collect()
    };
    environment.templates().map(|(name, template)| (name.to_owned(), named(&template))).collect()
}

/// Pieces and frames that stand in pages of every kind.
fn is_shared(template: &str) -> bool {
    template == "base.html" || template.starts_with("partials/")
}

/// Prints a value. Texts are escaped by our own hand, as everywhere else: the engine's writes every slash of
/// an address as six characters.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => Ok(write!(out, "{}", escaped(text))?),
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// Takes so many bytes and no more.
struct Bounded(Vec<u8>);

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let room = LARGEST.saturating_sub(self.0.len());
        self.0.extend_from_slice(&bytes[..bytes.len().min(room)]);
        if bytes.len() > room { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes.len()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The texts of `messages/*.ftl` by name.
fn messages(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, String>, ThemeError> {
    let of_messages = files.iter().filter(|(name, _)| name.starts_with("messages/"));
    of_messages.map(|(name, bytes)| Ok((name.clone(), utf8(name, bytes.clone())?))).collect()
}

fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, ThemeError> {
    String::from_utf8(bytes)
        .map_err(|_| ThemeError::Template(format!("The theme's file {name} is not UTF-8.")))
}

/// The messages that a template asks for by name; one that it puts together is found when it is printed.
fn keys(template: &str) -> impl Iterator<Item = &str> {
    template.match_indices("t(\"").filter_map(|(at, call)| {
        let is_other = template[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let (key, rest) = template[at + call.len()..].split_once('"')?;
        (!is_other && rest.starts_with([')', ','])).then_some(key)
    })
}

/// The files below `templates`, `static` and `messages`. Links are not followed: they could lead anywhere.
fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, ThemeError> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["templates", "static", "messages"].iter().map(|part| folder.join(part)).collect();
    while let Some(next) = folders.pop() {
        let unreadable = |source| ThemeError::Unreadable { file: next.display().to_string(), source };
        let entries = match std::fs::read_dir(&next) {
            Ok(entries) => entries,
            // What a theme does not have comes from the built-in one.
            Err(e) if e.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => continue,
            Err(e) => return Err(unreadable(e)),
        };
        for entry in entries {
            let entry = entry.map_err(unreadable)?;
            let kind = entry.file_type().map_err(unreadable)?;
            let path = entry.path();
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if hidden || kind.is_symlink() {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
                continue;
            }
            let read = |path: &Path| -> std::io::Result<Option<Vec<u8>>> {
                let small = std::fs::metadata(path)?.len() <= LARGEST_FILE;
                small.then(|| std::fs::read(path)).transpose()
            };
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let bytes =
                read(&path).map_err(|source| ThemeError::Unreadable { file: name.clone(), source })?;
            files.push((name.clone(), bytes.ok_or(ThemeError::TooLarge(name))?));
            if files.len() > MOST_FILES {
                return Err(ThemeError::TooMany(folder.display().to_string()));
            }
        }
    }
    Ok(files)
}

/// The engine's error as a sentence with file and line.
fn explain(error: &minijinja::Error) -> String {
    let place = match (error.name(), error.line()) {
        (Some(name), Some(line)) => format!("templates/{name}, line {line}: "),
        (Some(name), None) => format!("templates/{name}: "),
        _ => String::new(),
    };
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let cause = std::error::Error::source(error).map(|e| format!(" ({e})")).unwrap_or_default();
    format!("The theme has a mistake in {place}{detail}{cause}.")
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slots_of_a_page_are_those_that_its_template_names() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("templates")).unwrap();
        let own = "{% extends 'base.html' %}{% block main %}{% if ads.rail %}{{ ads.rail.text }}{% endif %}{% endblock %}";
        std::fs::write(folder.path().join("templates/corrections.html"), own).unwrap();
        let theme = Theme::load(Some(folder.path()), "en").unwrap();
        let mut settings = AdSettings::default();
        assert_eq!(theme.slots("story.html", &settings), ["body", "side", "top"]);
        assert_eq!(theme.slots("front.html", &settings), ["side", "top"]);
        assert!(theme.slots("privacy.html", &settings).is_empty());
        assert!(theme.slots("corrections.html", &settings).is_empty(), "the configuration knows no \"rail\"");
        settings.slots.insert("rail".into(), crate::Slot { width: 300, height: 250 });
        assert_eq!(theme.slots("corrections.html", &settings), ["rail"]);
        assert!(theme.shows("rail") && !theme.shows("foot"));
    }
}
