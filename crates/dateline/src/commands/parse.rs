//! `dateline parse`: what a file says, as JSON, without a database.

use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use serde::Serialize;
use wire::{CodeKind, Format, Hints, Item, Moment, Parsed, Problem};

use crate::cli::ParseArgs;
use crate::commands::one_line;

/// One line of output: an item, or a file without any.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    format: Option<&'static str>,
    /// From 0 within the file; absent where the file has no items.
    item: Option<usize>,
    #[serde(flatten)]
    says: Option<Says<'a>>,
    /// The file's problems stand on its first line.
    problems: &'a [Problem],
}

/// The item's fields under the names that a script would look for.
#[derive(Serialize)]
struct Says<'a> {
    guid: Option<&'a str>,
    version: Option<u64>,
    kind: wire::ItemKind,
    headline: Option<&'a str>,
    subheadline: Option<&'a str>,
    summary: Option<&'a str>,
    byline: Option<String>,
    bylines: &'a [String],
    dateline_place: Option<&'a str>,
    dateline: Option<&'a str>,
    language: Option<&'a str>,
    published: Option<String>,
    updated: Option<String>,
    embargo: Option<String>,
    expires: Option<String>,
    status: wire::Status,
    signal: Option<wire::Signal>,
    ed_note: Option<&'a str>,
    urgency: Option<u8>,
    slugline: Option<&'a str>,
    genre: Option<&'a str>,
    subjects: Vec<Code<'a>>,
    keywords: &'a [String],
    credit: Option<&'a str>,
    provider: Option<&'a str>,
    source: Option<&'a str>,
    copyright: Option<&'a str>,
    usage_terms: Option<&'a str>,
    url: Option<&'a str>,
    body_text: String,
    words: usize,
    body: &'a wire::Body,
    media: &'a [wire::Media],
    links: &'a [wire::Link],
}

#[derive(Serialize)]
struct Code<'a> {
    kind: CodeKind,
    scheme: &'a str,
    code: &'a str,
    name: &'a str,
}

pub fn run(args: &ParseArgs) -> Result<()> {
    let format = match &args.format {
        Some(name) => Some(format_named(name)?),
        None => None,
    };
    let zone = args.zone.as_deref().map(jiff::tz::TimeZone::get).transpose().map_err(|_| {
        anyhow!(
            "\"{}\" is no time zone that is known. Write for example Europe/Oslo.",
            args.zone.as_deref().unwrap_or("")
        )
    })?;
    let hints = Hints { format, zone, ..Hints::default() };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut any, mut read) = (false, 0u64);
    for path in &args.files {
        for (name, bytes) in contents(path) {
            let parsed = match bytes {
                Ok(bytes) => ingest::parse(&bytes, &Hints { file_name: Some(name.clone()), ..hints.clone() }),
                Err(why) => Parsed { format: None, items: Vec::new(), problems: vec![unreadable(&why)] },
            };
            any |= !parsed.items.is_empty();
            read += 1;
            print(&mut out, &name, &parsed).context("The output cannot be written")?;
        }
    }
    out.flush().context("The output cannot be written")?;
    match (any, read) {
        (true, _) => Ok(()),
        (false, 0) => bail!("There is no file to be read."),
        (false, _) => bail!("No item could be read; the problems stand in the output."),
    }
}

fn format_named(name: &str) -> Result<Format> {
    Format::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.iter().map(|f| f.name()).collect();
        anyhow!("\"{name}\" is no format that Dateline reads. Known: {}.", known.join(", "))
    })
}

/// The files that a path means, read one at a time: itself, or all that lie in the folder.
fn contents(path: &Path) -> impl Iterator<Item = (String, Result<Vec<u8>, String>)> {
    let mut found = Vec::new();
    if path.is_dir() {
        match ingest::files::list(path, &[]) {
            Ok(listed) => {
                found.extend(listed.files.into_iter().map(|file| (file.path, None)));
                found.extend(listed.odd.into_iter().map(|(path, why)| (path, Some(why))));
            }
            Err(e) => found.push((path.to_owned(), Some(format!("The folder cannot be read: {e}.")))),
        }
    } else {
        found.push((path.to_owned(), None));
    }
    found.into_iter().map(|(path, why)| {
        let bytes = why.map_or_else(|| read(&path), Err);
        (path.display().to_string(), bytes)
    })
}

/// Reads a file, or what comes through a pipe, up to the size that no delivery may exceed.
fn read(file: &Path) -> Result<Vec<u8>, String> {
    let most = ingest::SourceSettings::default().max_bytes;
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().take(most + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|open| open.take(most + 1).read_to_end(&mut bytes))
    };
    match read {
        Ok(size) if size as u64 > most => Err(format!("The file has more than {most} bytes.")),
        Ok(_) => Ok(bytes),
        Err(e) => Err(format!("The file cannot be read: {e}.")),
    }
}

fn unreadable(why: &str) -> Problem {
    Problem::error(why).remedy("Check its path, its permissions and its size.")
}

fn print(out: &mut impl Write, file: &str, parsed: &Parsed) -> Result<()> {
    let format = parsed.format.map(Format::name);
    if parsed.items.is_empty() {
        let line = Line { file, format, item: None, says: None, problems: &parsed.problems };
        writeln!(out, "{}", one_line(&serde_json::to_string(&line)?))?;
    }
    for (index, item) in parsed.items.iter().enumerate() {
        let problems = if index == 0 { parsed.problems.as_slice() } else { &[] };
        let line = Line { file, format, item: Some(index), says: Some(says(item)), problems };
        writeln!(out, "{}", one_line(&serde_json::to_string(&line)?))?;
    }
    Ok(())
}

fn says(item: &Item) -> Says<'_> {
    let iso = |moment: &Option<Moment>| moment.map(|m| m.iso());
    let body_text = item.body.plain_text();
    Says {
        guid: item.guid.as_deref(),
        version: item.version,
        kind: item.kind,
        headline: item.headline.as_deref(),
        subheadline: item.subheadline.as_deref(),
        summary: item.summary.as_deref(),
        byline: (!item.bylines.is_empty()).then(|| item.bylines.join(", ")),
        bylines: &item.bylines,
        dateline_place: item.dateline_place.as_deref(),
        dateline: item.dateline_text.as_deref(),
        language: item.language.as_deref(),
        published: iso(&item.published),
        updated: iso(&item.updated),
        embargo: iso(&item.embargo),
        expires: iso(&item.expires),
        status: item.status,
        signal: item.signal,
        ed_note: item.ed_note.as_deref(),
        urgency: item.urgency,
        slugline: item.slugline.as_deref(),
        genre: item.genre.as_deref(),
        subjects: item
            .subjects
            .iter()
            .map(|s| Code { kind: s.kind, scheme: &s.scheme, code: &s.code, name: &s.name })
            .collect(),
        keywords: &item.keywords,
        credit: item.credit.line.as_deref().or(item.credit.provider.as_deref()),
        provider: item.credit.provider.as_deref(),
        source: item.credit.source.as_deref(),
        copyright: item.credit.copyright_notice.as_deref().or(item.credit.copyright_holder.as_deref()),
        usage_terms: item.rights.usage_terms.as_deref(),
        url: item.url.as_deref(),
        words: body_text.split_whitespace().count(),
        body_text,
        body: &item.body,
        media: &item.media,
        links: &item.links,
    }
}
