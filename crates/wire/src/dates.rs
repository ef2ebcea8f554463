//! Dates as agencies write them: ISO 8601 (extended, basic and mixed), RFC 2822 and its sloppy kin.
//!
//! A date is read or refused, never guessed: month 13, the year 0 and "10/09/2024" (October or
//! September?) are problems. A day without a time stays a day.

mod names;

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone},
};
use names::{is_weekday, month_number, named_zone, numeric_offset};

use crate::{Hints, Moment, Precision, Problem};

/// A date's text is never longer; anything else is not a date.
const LONGEST: usize = 128;

/// The earliest year taken at its word; "0001-01-01" is a computer's word for "no date".
const FIRST_YEAR: i16 = 1000;

/// Reads one date in any shape that the formats use.
///
/// A time without a zone is in `hints.zone`; without that it is taken as UTC and its offset stays `None`.
/// The error is a whole sentence; the caller adds the place.
pub(crate) fn parse(text: &str, hints: &Hints) -> Result<Moment, Problem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Problem::warning("A date is empty, so the item goes without it."));
    }
    let read = if trimmed.len() > LONGEST || !trimmed.is_ascii() {
        Err("it has no shape of a date that Dateline knows")
    } else if trimmed.as_bytes()[0].is_ascii_digit() && starts_with_year(trimmed) {
        iso(trimmed)
    } else {
        words(trimmed)
    };
    read.and_then(|parts| parts.moment(hints.zone.as_ref())).map_err(|why| {
        let shown: String = trimmed.chars().take(60).collect();
        Problem::warning(format!("The date \"{shown}\" cannot be read ({why}), so the item goes without it."))
    })
}

/// [`parse`], for optional dates: an absent date is `None`, an unreadable one `None` plus a problem
/// that names the `path` it stood at.
pub(crate) fn read(
    text: Option<&str>,
    path: &str,
    hints: &Hints,
    problems: &mut Vec<Problem>,
) -> Option<Moment> {
    let text = text.map(str::trim).filter(|t| !t.is_empty())?;
    parse(text, hints).map_err(|problem| problems.push(problem.path(path))).ok()
}

type Why = &'static str;

/// What was written, before a zone is assumed.
struct Parts {
    date: Date,
    time: Option<Time>,
    /// "24:00": the end of the day.
    end_of_day: bool,
    offset: Option<Offset>,
}

impl Parts {
    fn moment(self, zone: Option<&TimeZone>) -> Result<Moment, Why> {
        if self.date.year() < FIRST_YEAR {
            return Err("its year is not a real one");
        }
        let mut civil: DateTime = self.date.to_datetime(self.time.unwrap_or(Time::midnight()));
        if self.end_of_day {
            civil = civil.tomorrow().map_err(|_| "it is out of range")?;
        }
        let out_of_range = |_: jiff::Error| "it is out of range";
        let (at, offset): (Timestamp, Option<Offset>) = match (self.offset, zone) {
            (Some(offset), _) => (offset.to_timestamp(civil).map_err(out_of_range)?, Some(offset)),
            (None, Some(zone)) => {
                let at = zone.to_timestamp(civil).map_err(out_of_range)?;
                (at, Some(zone.to_offset(at)))
            }
            (None, None) => (Offset::UTC.to_timestamp(civil).map_err(out_of_range)?, None),
        };
        let precision = if self.time.is_some() { Precision::Time } else { Precision::Day };
        Ok(Moment { at, offset: offset.map(Offset::seconds), precision })
    }
}

/// `2024-…`, `20240910…`, `2024/09/10`, as opposed to `10 Sep 2024`.
fn starts_with_year(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() >= 4
}

/// ISO 8601: date, then perhaps a time, then perhaps a zone; with or without separators in each.
fn iso(text: &str) -> Result<Parts, Why> {
    let mut at = Cursor(text.as_bytes());
    let year = at.digits(4).ok_or("it has no year")?;
    let separator = at.take_if(|b| matches!(b, b'-' | b'/' | b'.'));
    let month = at.digits(2).ok_or("it has no month")?;
    if let Some(separator) = separator {
        at.take_if(|b| b == separator).ok_or("it has no day")?;
    }
    let day = at.digits(2).ok_or("it has no day")?;
    let date = date(year, month, day)?;

    let spaced = at.skip_spaces();
    let marked = at.take_if(|b| matches!(b, b'T' | b't')).is_some();
    at.skip_spaces();
    if !(marked || (spaced && at.peek().is_some_and(|b| b.is_ascii_digit()))) {
        let offset = zone_at_end(&mut at)?;
        return Ok(Parts { date, time: None, end_of_day: false, offset });
    }
    let hour = at.digits(2).ok_or("its time has no hour")?;
    let colon = at.take_if(|b| b == b':').is_some();
    let (mut minute, mut second, mut nanosecond) = (0, 0, 0);
    if let Some(number) = at.digits(2) {
        minute = number;
        let more = !colon || at.take_if(|b| b == b':').is_some();
        if more && let Some(number) = at.digits(2) {
            second = number;
        }
        if at.take_if(|b| matches!(b, b'.' | b',')).is_some() {
            nanosecond = at.fraction();
        }
    } else if colon {
        return Err("its time is cut off");
    }
    let (time, end_of_day) = time(hour, minute, second, nanosecond)?;
    at.skip_spaces();
    let offset = zone_at_end(&mut at)?;
    Ok(Parts { date, time: Some(time), end_of_day, offset })
}

/// RFC 2822 and what feeds make of it: `Tue, 10 Sep 2024 14:30:00 +0200`, `10-Sep-24 14:30 GMT`,
/// `September 10, 2024 2:30 pm EDT`, `Tue Sep 10 14:30:00 2024`.
fn words(text: &str) -> Result<Parts, Why> {
    let (mut day, mut month, mut year) = (None, None, None);
    let mut clock: Option<(i32, i32, i32)> = None;
    let mut offset = None;
    let text = without_comments(text);
    let text = without_weekday(&text);
    for word in text.split([' ', '\t', '\r', '\n', ',']).filter(|w| !w.is_empty()) {
        if word.contains(':') && clock.is_none() {
            clock = Some(clock_time(word)?);
        } else if let Some(number) = month_number(word).filter(|_| month.is_none()) {
            month = Some(number);
        } else if let Some((d, m, y)) = hyphenated(word) {
            (day, month, year) = (Some(d), Some(m), Some(y));
        } else if matches!(word.as_bytes()[0], b'+' | b'-') && clock.is_some() {
            offset = Some(numeric_offset(word.as_bytes())?);
        } else if let Some(number) = ordinal(word) {
            if day.is_none() && word.len() <= 4 && number <= 31 {
                day = Some(number);
            } else if year.is_none() {
                year = Some(full_year(word, number)?);
            } else {
                return Err("it has a number too many");
            }
        } else if word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm") {
            let (hour, minute, second) = clock.ok_or("it has no time before am or pm")?;
            if !(1..=12).contains(&hour) {
                return Err("its hour does not go with am or pm");
            }
            clock = Some((hour % 12 + if word.eq_ignore_ascii_case("pm") { 12 } else { 0 }, minute, second));
        } else if is_weekday(word) || word.eq_ignore_ascii_case("at") {
            // A weekday adds nothing to a whole date, and agencies get it wrong.
        } else if clock.is_some() || year.is_some() {
            offset = Some(named_zone(word).ok_or("its time zone is not one that Dateline knows")?);
        } else {
            return Err("it has no shape of a date that Dateline knows");
        }
    }
    let month = month.ok_or("it does not name its month")?;
    let day = day.ok_or("it has no day")?;
    let date = date(year.ok_or("it has no year")?, month, day)?;
    match clock {
        None => Ok(Parts { date, time: None, end_of_day: false, offset }),
        Some((hour, minute, second)) => {
            let (time, end_of_day) = time(hour, minute, second, 0)?;
            Ok(Parts { date, time: Some(time), end_of_day, offset })
        }
    }
}

/// RFC 2822 sets the weekday first, with a comma behind it; so do those who write it in other languages ("lun, 23 nov
/// 2026"). It adds nothing where a month stands behind it.
fn without_weekday(text: &str) -> &str {
    let Some((first, rest)) = text.split_once(',') else { return text };
    let is_word = first.trim().trim_end_matches('.').bytes().all(|b| b.is_ascii_alphabetic());
    let names_month = || rest.split([' ', '-', ',']).any(|word| month_number(word).is_some());
    if is_word && names_month() { rest } else { text }
}

fn date(year: i32, month: i32, day: i32) -> Result<Date, Why> {
    if !(1..=12).contains(&month) {
        return Err("it has no such month");
    }
    // In range: a year has four digits, a month and a day have two.
    Date::new(year as i16, month as i8, day as i8).map_err(|_| "its month has no such day")
}

fn time(hour: i32, minute: i32, second: i32, nanosecond: i32) -> Result<(Time, bool), Why> {
    if (hour, minute, second) == (24, 0, 0) {
        return Ok((Time::midnight(), true));
    }
    // A leap second is shown as the second before it.
    let second = if second == 60 { 59 } else { second };
    if hour > 23 || minute > 59 || second > 59 {
        return Err("it has no such time of day");
    }
    Time::new(hour as i8, minute as i8, second as i8, nanosecond)
        .map(|time| (time, false))
        .map_err(|_| "it has no such time of day")
}

fn clock_time(word: &str) -> Result<(i32, i32, i32), Why> {
    let mut at = Cursor(word.as_bytes());
    let unreadable = "its time cannot be read";
    let hour = at.digits(2).or_else(|| at.digits(1)).ok_or(unreadable)?;
    at.take_if(|b| b == b':').ok_or(unreadable)?;
    let minute = at.digits(2).ok_or(unreadable)?;
    let mut second = 0;
    if at.take_if(|b| b == b':').is_some() {
        second = at.digits(2).ok_or(unreadable)?;
        if at.take_if(|b| b == b'.').is_some() {
            at.fraction();
        }
    }
    let afternoon = match at.0.to_ascii_lowercase().as_slice() {
        b"" => return Ok((hour, minute, second)),
        b"am" => 0,
        b"pm" => 12,
        b"z" => return Ok((hour, minute, second)),
        _ => return Err(unreadable),
    };
    if !(1..=12).contains(&hour) {
        return Err("its hour does not go with am or pm");
    }
    Ok((hour % 12 + afternoon, minute, second))
}

/// What stands after date and time: nothing, `Z`, `+02:00`, `-0500`, `+02`, or a zone's name.
fn zone_at_end(at: &mut Cursor) -> Result<Option<Offset>, Why> {
    let rest = at.0.trim_ascii();
    match rest {
        [] => Ok(None),
        [b'+' | b'-', ..] => numeric_offset(rest).map(Some),
        _ => {
            let name = std::str::from_utf8(rest).unwrap_or_default();
            named_zone(name).map(Some).ok_or("what follows it is no time zone that Dateline knows")
        }
    }
}

/// `10-Sep-2024`
fn hyphenated(word: &str) -> Option<(i32, i32, i32)> {
    let mut parts = word.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let month = month_number(month)?;
    let number = ordinal(year)?;
    Some((ordinal(day)?, month, full_year(year, number).ok()?))
}

/// A small number, also as "10th".
fn ordinal(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    let fits = ending.is_empty() || ["st", "nd", "rd", "th"].iter().any(|e| ending.eq_ignore_ascii_case(e));
    if !fits || digits.len() > 4 { None } else { digits.parse().ok().filter(|n| *n >= 0) }
}

/// Two-digit years as RFC 2822 section 4.3 reads them.
fn full_year(word: &str, number: i32) -> Result<i32, Why> {
    match word.len() {
        4 => Ok(number),
        2 if number < 50 => Ok(2000 + number),
        2 => Ok(1900 + number),
        _ => Err("its year cannot be read"),
    }
}

/// RFC 2822 allows comments: `Tue, 10 Sep 2024 14:30:00 +0200 (CEST)`.
fn without_comments(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

struct Cursor<'t>(&'t [u8]);

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    fn take_if(&mut self, wanted: impl Fn(u8) -> bool) -> Option<u8> {
        let byte = self.peek().filter(|b| wanted(*b))?;
        self.0 = &self.0[1..];
        Some(byte)
    }

    /// Exactly `count` digits, or nothing.
    fn digits(&mut self, count: usize) -> Option<i32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        Some(digits.iter().fold(0, |number, d| number * 10 + i32::from(d - b'0')))
    }

    /// A fraction of a second, in nanoseconds; finer digits are cut.
    fn fraction(&mut self) -> i32 {
        let mut nanoseconds = 0;
        let mut unit = 100_000_000;
        while let Some(digit) = self.take_if(|b| b.is_ascii_digit()) {
            nanoseconds += i32::from(digit - b'0') * unit;
            unit /= 10;
        }
        nanoseconds
    }

    fn skip_spaces(&mut self) -> bool {
        let before = self.0.len();
        self.0 = self.0.trim_ascii_start();
        self.0.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso_of(text: &str) -> String {
        match parse(text, &Hints::default()) {
            Ok(moment) => moment.iso(),
            Err(problem) => problem.message,
        }
    }

    #[test]
    fn iso_dates_are_read_in_every_spelling() {
        for text in [
            "2026-11-23T04:30:00-05:00",
            "20261123T043000-0500",
            "2026-11-23T04:30-0500",
            "20261123T0430-05",
            "2026-11-23 04:30:00 -0500",
            "2026-11-23T04:30:00.000-05:00",
            "2026/11/23 04:30:00 EST",
        ] {
            assert_eq!(iso_of(text), "2026-11-23T04:30:00-05:00", "{text}");
        }
        assert_eq!(iso_of("2026-11-23T04:30:00.000Z"), "2026-11-23T04:30:00Z");
        assert_eq!(iso_of("2026-11-23T24:00:00Z"), "2026-11-24T00:00:00Z");
        assert_eq!(iso_of("2016-12-31T23:59:60Z"), "2016-12-31T23:59:59Z");
    }

    #[test]
    fn rfc_2822_and_its_sloppy_kin_are_read() {
        for text in [
            "Tue, 10 Sep 2024 14:30:00 +0200",
            "10 Sep 2024 14:30:00 CEST",
            "Tue, 10 Sept 2024 14:30 +02:00 (Europe)",
            "10-Sep-2024 14:30:00 +0200",
            "10 September 24 2:30 pm MESZ",
            "Tues, Sep. 10th, 2024 2:30PM GMT+2",
            "Tue Sep 10 14:30:00 CEST 2024",
        ] {
            assert_eq!(iso_of(text), "2024-09-10T14:30:00+02:00", "{text}");
        }
        assert_eq!(iso_of("Sat, 07 Sep 2002 00:00:01 GMT"), "2002-09-07T00:00:01Z");
    }

    #[test]
    fn a_day_stays_a_day() {
        for text in ["2024-09-10", "20240910", "10 Sep 2024", "September 10, 2024"] {
            let moment = parse(text, &Hints::default()).unwrap();
            assert_eq!((moment.precision, moment.iso().as_str()), (Precision::Day, "2024-09-10"), "{text}");
        }
        let moment = parse("2024-09-10+02:00", &Hints::default()).unwrap();
        assert_eq!((moment.offset, moment.iso().as_str()), (Some(7200), "2024-09-10"));
    }

    #[test]
    fn a_missing_zone_is_the_sources_else_utc_and_said_so() {
        let bare = parse("2024-09-10T14:30:00", &Hints::default()).unwrap();
        assert_eq!((bare.offset, bare.iso().as_str()), (None, "2024-09-10T14:30:00Z"));
        let hints = Hints { zone: TimeZone::get("Europe/Oslo").ok(), ..Hints::default() };
        assert_eq!(parse("2024-09-10T14:30:00", &hints).unwrap().iso(), "2024-09-10T14:30:00+02:00");
        assert_eq!(parse("2024-01-10 14:30", &hints).unwrap().iso(), "2024-01-10T14:30:00+01:00");
    }

    #[test]
    fn nonsense_is_a_problem_and_never_a_date() {
        for text in [
            "",
            "now",
            "2024",
            "2024-09",
            "2024-13-01",
            "2024-02-30",
            "0000-01-01",
            "0001-01-01T00:00:00",
            "10/09/2024",
            "2024-09-10T25:00:00Z",
            "2024-09-10T14:61",
            "1725971400",
            "99999-01-01",
            "2024-09-10T14:30:00+99:00",
            "Tue, 10 Foo 2024 14:30:00 GMT",
            "10 Sep 2024 14:30 IST",
            "31 Sep 2024",
            "9999-12-31T23:59:59-15:00",
            "2024-09-10Tgarbage",
            "Sep 2024",
            "٢٠٢٤-٠٩-١٠",
        ] {
            assert!(parse(text, &Hints::default()).is_err(), "{text}");
        }
        assert_eq!(
            iso_of("2024-13-01"),
            "The date \"2024-13-01\" cannot be read (it has no such month), so the item goes without it."
        );
    }
}
