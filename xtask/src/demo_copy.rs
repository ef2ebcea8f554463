//! The demo's deliveries, dated so that the paper is today's whenever it is printed.
//!
//! The files under `demo/wire/<source>/` are ordinary deliveries, except that a time may be written
//! as `{{<offset> <format>}}`: `{{-2h10m iso}}` is two hours and ten minutes before the demo began,
//! `{{-1d weekday}}` the name of yesterday. The offset is `now` or a signed span of `y`, `mo`, `w`,
//! `d`, `h` and `m`, counted in the paper's zone; the formats are those of [`render`].

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use jiff::{Span, Timestamp, Unit, ZonedDateTime, fmt::rfc2822, tz::TimeZone};

/// What was put into the watched folders.
#[derive(Debug, Default)]
pub struct Report {
    /// The sources, in name order: one watched folder each.
    pub sources: Vec<String>,
    /// Deliveries in the order in which they were written.
    pub deliveries: Vec<PathBuf>,
    /// Pictures that lie beside the deliveries.
    pub pictures: usize,
}

/// Copies `from/<source>/*` to `to/<source>/`: a source's pictures first, unchanged, then its
/// deliveries in file name order with their markers filled in.
///
/// Fails on a marker that cannot be read, naming its file and line, and on a file that cannot be
/// read or written.
pub fn write(from: &Path, to: &Path, now: Timestamp, zone: &TimeZone) -> Result<Report> {
    let now = now.to_zoned_datetime(zone.clone()).round(Unit::Minute)?;
    let mut report = Report::default();
    for source in entries(from)?.into_iter().filter(|p| p.is_dir()) {
        let name = file_name(&source);
        let folder = to.join(&name);
        fs::create_dir_all(&folder)
            .with_context(|| format!("Cannot make the folder {}.", folder.display()))?;
        let (deliveries, pictures): (Vec<_>, Vec<_>) =
            entries(&source)?.into_iter().partition(|p| is_text(p));
        for picture in pictures {
            let target = folder.join(file_name(&picture));
            fs::copy(&picture, &target).with_context(|| format!("Cannot copy {}.", picture.display()))?;
            report.pictures += 1;
        }
        for delivery in deliveries {
            let text = fs::read_to_string(&delivery)
                .with_context(|| format!("Cannot read {} as UTF-8 text.", delivery.display()))?;
            let text = expand(&text, &now).with_context(|| format!("In {}:", delivery.display()))?;
            let target = folder.join(file_name(&delivery));
            fs::write(&target, text).with_context(|| format!("Cannot write {}.", target.display()))?;
            report.deliveries.push(target);
        }
        report.sources.push(name);
    }
    Ok(report)
}

/// Fills in every marker of one text.
fn expand(text: &str, now: &ZonedDateTime) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let (before, after) = rest.split_at(start);
        out.push_str(before);
        let line = 1 + text[..text.len() - after.len()].matches('\n').count();
        let Some(end) = after.find("}}") else {
            bail!("Line {line}: a marker is opened with {{{{ and never closed.");
        };
        let marker = &after[2..end];
        let words = fill(marker, now)
            .with_context(|| format!("Line {line}: the marker {{{{{marker}}}}} cannot be filled in."))?;
        out.push_str(&words);
        rest = &after[end + 2..];
    }
    out.push_str(rest);
    Ok(out)
}

/// One marker, without its braces.
fn fill(marker: &str, now: &ZonedDateTime) -> Result<String> {
    let Some((offset, format)) = marker.split_once(' ') else {
        bail!("A marker is an offset, one space and a format, as in {{{{-2h iso}}}}.");
    };
    let at = match offset {
        "now" => now.clone(),
        signed if signed.starts_with(['-', '+']) => now.checked_add(signed.parse::<Span>()?)?,
        _ => bail!("The offset \"{offset}\" is neither \"now\" nor a signed span such as -3d or +2h30m."),
    };
    render(&at, format)
}

/// The formats that a marker may ask for.
fn render(at: &ZonedDateTime, format: &str) -> Result<String> {
    let pattern = match format {
        "rfc2822" => return Ok(rfc2822::to_string(at)?),
        // 2026-03-09T14:30:00+01:00, for NewsML-G2, ninjs, Atom and JSON Feed.
        "iso" => "%Y-%m-%dT%H:%M:%S%:z",
        // 20260309T143000+0100, for NITF's `norm`.
        "basic" => "%Y%m%dT%H%M%S%z",
        "date" => "%Y-%m-%d",
        "year" => "%Y",
        // For the copy itself: Monday; 9 March; March; Mar 9 (a date line); 14:30.
        "weekday" => "%A",
        "day" => "%-d %B",
        "month" => "%B",
        "dateline" => "%b %-d",
        "clock" => "%H:%M",
        _ => bail!(
            "There is no format \"{format}\"; there are iso, basic, rfc2822, date, year, weekday, day, month, \
             dateline and clock."
        ),
    };
    Ok(at.strftime(pattern).to_string())
}

/// A folder's entries in file name order, hidden files left out.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let read = || -> std::io::Result<Vec<PathBuf>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect()
    };
    let mut paths = read().with_context(|| format!("Cannot list the folder {}.", folder.display()))?;
    paths.retain(|p| !file_name(p).starts_with('.'));
    paths.sort();
    Ok(paths)
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    matches!(extension, "xml" | "json" | "rss" | "atom")
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Just after midnight on a Monday in Oslo, which is still Sunday in UTC.
    fn monday() -> ZonedDateTime {
        "2026-03-09T00:30:00+01:00[Europe/Oslo]".parse().expect("a fixed time")
    }

    #[test]
    fn a_marker_becomes_a_time_in_the_papers_zone() {
        for (marker, words) in [
            ("now iso", "2026-03-09T00:30:00+01:00"),
            ("-2h10m iso", "2026-03-08T22:20:00+01:00"),
            ("-1d basic", "20260308T003000+0100"),
            ("+3h rfc2822", "Mon, 9 Mar 2026 03:30:00 +0100"),
            ("-2h weekday", "Sunday"),
            ("-1mo month", "February"),
            ("-1y2mo date", "2025-01-09"),
            ("-3w day", "16 February"),
            ("-1d dateline", "Mar 8"),
            ("-45m clock", "23:45"),
        ] {
            assert_eq!(fill(marker, &monday()).expect(marker), words, "{marker}");
        }
    }

    #[test]
    fn words_around_markers_stay_as_they_are() {
        let text = "On {{-1d weekday}} and {{now weekday}} – {\"a\": {}}\n";
        let filled = expand(text, &monday()).expect("both markers are known");
        assert_eq!(filled, "On Sunday and Monday – {\"a\": {}}\n");
    }

    #[test]
    fn a_wrong_marker_is_named_with_its_line() {
        for wrong in ["{{-1d fortnight}}", "{{soon iso}}", "{{iso}}", "{{2h iso}}", "{{-1d iso"] {
            let error = expand(&format!("one\ntwo {wrong}\n"), &monday()).expect_err(wrong);
            assert!(format!("{error:#}").contains("Line 2"), "{wrong}: {error:#}");
        }
    }

    #[test]
    fn every_delivery_of_the_demo_can_be_written_and_keeps_no_marker() {
        let to = tempfile::tempdir().expect("a scratch folder");
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../demo/wire");
        let report =
            write(&from, to.path(), monday().timestamp(), &TimeZone::UTC).expect("the demo is sound");
        assert!(report.sources.len() >= 7, "{:?}", report.sources);
        assert!(report.pictures >= 12, "{} pictures", report.pictures);
        for delivery in &report.deliveries {
            let text = fs::read_to_string(delivery).expect("it was just written");
            assert!(!text.contains("{{") && !text.contains("}}"), "{}", delivery.display());
        }
    }
}
