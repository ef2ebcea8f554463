//! Times in the demo's deliveries, written so that the paper is today's whenever it is printed.
//!
//! A time may be written as `{{<offset> <format>}}`: `{{-2h10m iso}}` is two hours and ten minutes
//! before the demo began, `{{-1d weekday}}` the name of yesterday. The offset is `now` or a signed span
//! of `y`, `mo`, `w`, `d`, `h` and `m`, counted in the paper's zone; the formats are those of [`render`].
//!
//! The tests of `crates/site` read this file too.

use anyhow::{Context, Result, bail};
use jiff::{Span, ZonedDateTime, fmt::rfc2822};

/// Fills in every marker of one text.
pub fn expand(text: &str, now: &ZonedDateTime) -> Result<String> {
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
}
