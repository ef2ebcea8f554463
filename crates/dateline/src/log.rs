//! Where the log goes and what it looks like.

use std::fmt::{self, Write};
use std::io::IsTerminal;

use anyhow::{Result, anyhow, bail};
use tracing::field::Field;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt;
use tracing_subscriber::fmt::format::{Writer, debug_fn};

use crate::config::{LogFormat, LogSettings, nearest};

/// Sends the log to standard error, as text or one JSON object a line. Colours are for terminals.
pub fn start(settings: &LogSettings) -> Result<()> {
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter(settings)?)
        .with_writer(std::io::stderr)
        .with_ansi(colours);
    let started = match settings.format {
        LogFormat::Text => log.with_target(false).fmt_fields(debug_fn(field).delimited(" ")).try_init(),
        LogFormat::Json => log.json().try_init(),
    };
    started.map_err(|e| anyhow!("The log could not be started: {e}"))
}

/// One field of an event. A sentence may have a file's name in it, or an agency's word: whatever that
/// holds, the event stays one line.
fn field(writer: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug) -> fmt::Result {
    match field.name() {
        "message" => write!(OneLine(writer), "{value:?}"),
        // Where in a library's source an event comes from.
        name if name.starts_with("log.") => Ok(()),
        name => write!(OneLine(writer), "{name}={value:?}"),
    }
}

/// Writes with what moves a terminal's cursor or turns its words round made visible. The escapes are those of
/// JSON, so that JSON stays what it says.
pub struct OneLine<'a, W>(pub &'a mut W);

impl<W: fmt::Write> fmt::Write for OneLine<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|c| match c {
            '\n' => self.0.write_str("\\n"),
            '\t' => self.0.write_str("\\t"),
            '\r' => self.0.write_str("\\r"),
            c if is_unruly(c) => write!(self.0, "\\u{:04x}", u32::from(c)),
            c => self.0.write_char(c),
        })
    }
}

/// Control characters of both sets, line and paragraph separators, and marks that reverse what follows. Plain
/// direction marks stay: Arabic and Hebrew need them.
fn is_unruly(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is told of; the error is a sentence for whoever wrote `log.level`.
pub fn filter(settings: &LogSettings) -> Result<EnvFilter> {
    let level = &settings.level;
    // A misspelt level would be taken for the name of a part of the program, and nothing be told at all.
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let plain = |word: &&str| !word.contains(['=', '[']);
    if let Some(word) = level.split(',').map(str::trim).filter(plain).find(|word| !LEVELS.contains(word)) {
        let near = nearest(word, &LEVELS).map(|n| format!(" Did you mean \"{n}\"?")).unwrap_or_default();
        bail!("log.level has \"{word}\", which is no level.{near} Known: {}.", LEVELS.join(", "));
    }
    EnvFilter::try_new(level).map_err(|e| {
        anyhow!("log.level is \"{level}\", which cannot be read ({e}). Write for example info,ingest=debug.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(level: &str) -> Option<String> {
        filter(&LogSettings { level: level.into(), ..LogSettings::default() }).err().map(|e| e.to_string())
    }

    #[test]
    fn no_file_name_writes_a_line_of_its_own_into_the_log() {
        let mut line = String::new();
        OneLine(&mut line).write_str("a.xml\n2026-11-24 INFO all is well \u{1b}[31m").unwrap();
        assert_eq!(line, "a.xml\\n2026-11-24 INFO all is well \\u001b[31m");
    }

    #[test]
    fn json_on_a_terminal_stays_json_and_moves_no_cursor() {
        let name = "\u{9b}31m \u{7f} \u{202e}lmx.a\u{2028}\t\u{1f6a2}";
        let mut line = String::new();
        OneLine(&mut line).write_str(&serde_json::json!({ "file": name }).to_string()).unwrap();
        assert!(line.chars().all(|c| !is_unruly(c)), "{line}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap()["file"], name);
    }

    #[test]
    fn a_misspelt_level_does_not_silence_the_log() {
        for right in ["info", "info,ingest=debug", "warn,site=trace", "off"] {
            assert_eq!(said(right), None, "{right}");
        }
        assert_eq!(
            said("inof").as_deref(),
            Some(
                "log.level has \"inof\", which is no level. Did you mean \"info\"? Known: off, error, warn, info, debug, trace."
            )
        );
        assert!(said("info,ingest=loud").is_some_and(|said| said.contains("cannot be read")));
    }
}
