//! The theme: templates and files that owners may edit while the site runs.
//!
//! A theme never reaches beyond its folder: everything is read when it is loaded, and templates have no
//! way to open a file. What a template may cost is limited, so that a mistake in one cannot stop the
//! paper. A page whose template fails is printed by the built-in one.

mod files;
mod house;
mod sample;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;

pub use files::StaticFile;
pub use house::{ThemeHouse, picture_name};

/// Instructions that one page may cost: the longest archive needs a tenth of it.
const FUEL: u64 = 4_000_000;
/// The longest page, in bytes.
const LONGEST_PAGE: usize = 8 << 20;

/// Templates and files, ready for use.
pub struct Theme {
    templates: Environment<'static>,
    statics: BTreeMap<String, StaticFile>,
}

/// A theme that cannot be used, or a page that it cannot print: where, what and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    #[error("The theme's file {file} cannot be read: {why}. Check the folder and its permissions.")]
    File { file: String, why: io::Error },
    #[error("The theme's file {file} {problem}.")]
    Refused { file: String, problem: &'static str },
    #[error("templates/{file}{}: {what} {remedy}", .line.map(|line| format!(", line {line}")).unwrap_or_default())]
    Template { file: String, line: Option<usize>, what: String, remedy: &'static str },
}

impl Theme {
    /// The theme in `folder`, with what it lacks taken from the built-in one; `None` is that one alone.
    pub fn load(folder: Option<&Path>) -> Result<Theme, ThemeError> {
        let mut files = files::built_in();
        if let Some(folder) = folder {
            files.extend(files::read(folder)?);
        }
        let mut theme = Theme { templates: environment(), statics: BTreeMap::new() };
        for (name, bytes) in files {
            if let Some(template) = name.strip_prefix("templates/").filter(|name| name.ends_with(".html")) {
                let text = String::from_utf8(bytes)
                    .map_err(|_| ThemeError::Refused { file: name.clone(), problem: "is not written in UTF-8" })?;
                theme.templates.add_template_owned(template.to_owned(), text).map_err(explain)?;
            } else if let Some(file) = name.strip_prefix("static/") {
                theme.statics.insert(file.to_owned(), StaticFile::new(file, bytes));
            }
        }
        Ok(theme)
    }

    /// Everything that is wrong with the theme in `folder`, one sentence each: every kind of page is
    /// printed once with made-up stories.
    pub fn check(folder: &Path) -> Vec<String> {
        match Theme::load(Some(folder)) {
            Ok(theme) => theme.rehearse().iter().map(ThemeError::to_string).collect(),
            Err(e) => vec![e.to_string()],
        }
    }

    /// Copies the built-in theme to `folder`, to be edited there.
    pub fn write_default(folder: &Path) -> io::Result<()> {
        for (name, bytes) in files::built_in() {
            let file = folder.join(name);
            std::fs::create_dir_all(file.parent().unwrap_or(folder))?;
            std::fs::write(file, bytes)?;
        }
        Ok(())
    }

    /// Prints a page.
    pub fn print(&self, template: &str, context: &impl Serialize) -> Result<Vec<u8>, ThemeError> {
        let mut page = Limited(Vec::with_capacity(32 << 10));
        let template = self.templates.get_template(template).map_err(explain)?;
        template.render_captured_to(Value::from(Serde(context)), &mut page).map_err(explain)?;
        Ok(page.0)
    }

    /// One of the theme's files.
    pub fn file(&self, name: &str) -> Option<&StaticFile> {
        self.statics.get(name)
    }

    /// Its address, where there is such a file.
    pub fn href(&self, name: &str) -> Option<String> {
        self.file(name).map(|file| file.href.clone())
    }

    /// Serves another file beside the theme's own: the picture of an advertisement.
    fn add_file(&mut self, name: &str, bytes: Vec<u8>) {
        self.statics.insert(name.to_owned(), StaticFile::new(name, bytes));
    }

    fn rehearse(&self) -> Vec<ThemeError> {
        sample::pages().into_iter().filter_map(|(template, context)| self.print(template, &context).err()).collect()
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    // A mistyped name is an error that says so, not a gap on the page.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(64);
    environment.set_debug(true);
    environment
}

fn explain(error: minijinja::Error) -> ThemeError {
    use minijinja::ErrorKind;
    // The innermost error knows the place best.
    let mut inner = &error;
    while let Some(deeper) = std::error::Error::source(inner).and_then(|e| e.downcast_ref::<minijinja::Error>()) {
        inner = deeper;
    }
    let detail = inner.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
    let remedy = match inner.kind() {
        ErrorKind::OutOfFuel => "It costs too much; look for a loop that has no end.",
        ErrorKind::WriteFailure => "The page grows beyond 8 MiB; look for a loop that has no end.",
        ErrorKind::UndefinedError => "Check the spelling of the name; docs/reference/theme.md lists what a page has.",
        ErrorKind::TemplateNotFound => "Check the name after extends, include or import.",
        ErrorKind::UnknownFilter | ErrorKind::UnknownFunction | ErrorKind::UnknownTest | ErrorKind::UnknownMethod => {
            "There is no such filter, test or function; check its spelling."
        }
        _ => "Mend that line; until then the page is printed as before.",
    };
    let file = inner.name().or(error.name()).unwrap_or("(template)").to_owned();
    ThemeError::Template { file, line: inner.line().or(error.line()), what: format!("{}{detail}.", inner.kind()), remedy }
}

/// Memory for a page, up to the limit.
struct Limited(Vec<u8>);

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST_PAGE {
            return Err(io::Error::other("the page is too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
