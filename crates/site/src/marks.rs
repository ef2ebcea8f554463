//! Marks in a story's text: the dates that its words mean, and what people are quoted as saying. The agency's
//! words stay as they are; a date stands beside them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use newsroom::reading::{Piece, Reading, TimeMark};
use store::readings::Fix;

use crate::escape::escaped;
use crate::making::Making;

/// What stands in the runs of a body, by their numbers.
#[derive(Debug, Default)]
pub struct Marks {
    runs: BTreeMap<u32, Vec<Span>>,
    /// Some date stands beside words.
    pub dated: bool,
}

#[derive(Debug)]
struct Span {
    start: usize,
    end: usize,
    open: String,
    close: String,
    /// Within a link it cannot be reached by the keyboard by itself.
    focus: bool,
}

/// The marks of a text, with what the desk put right.
pub fn of(making: &Making<'_>, reading: &Reading, fixes: &[Fix]) -> Marks {
    let mut marks = Marks::default();
    for (number, quote) in reading.quotes.iter().enumerate() {
        let class = format!("<span class=\"said\" id=\"said-{number}\">");
        marks.add(&quote.place, &class, "<span class=\"said\">", "", false);
    }
    for mark in &reading.times {
        let Some((value, modifier)) = meant(mark, fixes, &reading.times) else { continue };
        let Some(value) = Value::read(value) else { continue };
        let datetime = value.datetime();
        let beside = label(making, value, modifier, &mark.words);
        match beside.filter(|_| !mark.plain) {
            None => marks.add(&mark.place, &format!("<time datetime=\"{datetime}\">"), "", "", false),
            Some(date) => {
                marks.dated = true;
                let open = format!("<time class=\"meant\" datetime=\"{datetime}\"");
                let date = format!("<span class=\"date\"> ({})</span>", escaped(&date));
                marks.add(&mark.place, &open, &open, &date, true);
            }
        }
    }
    for spans in marks.runs.values_mut() {
        spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
    }
    marks
}

/// What an expression means to readers: what the desk said, else what was found where it is sure enough.
pub fn meant<'a>(
    mark: &'a TimeMark,
    fixes: &'a [Fix],
    all: &[TimeMark],
) -> Option<(&'a str, Option<&'a str>)> {
    let alone = all.iter().filter(|other| other.words == mark.words).count() == 1;
    let of = |fix: &&Fix| fix.words == mark.words && (fix.context == mark.context || alone);
    // What was said last of just this place goes before what was said of another.
    let exact = fixes.iter().rev().find(|fix| of(fix) && fix.context == mark.context);
    match exact.or_else(|| fixes.iter().rev().find(of)) {
        Some(fix) => fix.value.as_deref().map(|value| (value, None)),
        None => mark.shown.then_some((mark.value.as_str(), mark.modifier.as_deref())),
    }
}

impl Marks {
    /// `first` opens the first piece, `next` the others where it is not empty; `last` stands before the end.
    fn add(&mut self, place: &[Piece], first: &str, next: &str, last: &str, focus: bool) {
        for (at, piece) in place.iter().enumerate() {
            let open = if at == 0 || next.is_empty() { first } else { next };
            let name = if open.starts_with("<time") { "</time>" } else { "</span>" };
            let is_last = at + 1 == place.len();
            self.runs.entry(piece.run).or_default().push(Span {
                start: piece.start as usize,
                end: piece.end as usize,
                open: open.to_owned(),
                close: format!("{}{name}", if is_last { last } else { "" }),
                focus: focus && is_last,
            });
        }
    }

    /// A run's words with what stands in them.
    pub fn write(&self, run: u32, text: &str, in_link: bool, out: &mut String) {
        let spans = self.runs.get(&run).map(Vec::as_slice).unwrap_or_default();
        let (mut at, mut open): (usize, Vec<&Span>) = (0, Vec::new());
        let words = |from: usize, to: usize, out: &mut String| {
            _ = write!(out, "{}", escaped(text.get(from..to).unwrap_or_default()));
        };
        for span in spans {
            let fits =
                text.is_char_boundary(span.start) && text.is_char_boundary(span.end) && span.start < span.end;
            while let Some(outer) = open.pop_if(|outer| outer.end <= span.start) {
                words(at, outer.end, out);
                at = outer.end;
                out.push_str(&outer.close);
            }
            // What crosses the edge of another mark has no place in a tree.
            if !fits || span.start < at || open.last().is_some_and(|outer| span.end > outer.end) {
                continue;
            }
            words(at, span.start, out);
            at = span.start;
            out.push_str(&span.open);
            if span.open.starts_with("<time class") {
                out.push_str(if span.focus && !in_link { " tabindex=\"0\">" } else { ">" });
            }
            open.push(span);
        }
        while let Some(outer) = open.pop() {
            words(at, outer.end, out);
            at = outer.end;
            out.push_str(&outer.close);
        }
        words(at, text.len(), out);
    }
}

/// A place in the calendar that a page can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Year(i16),
    /// Its first day.
    Month(Date),
    /// Its Monday.
    Week(Date),
    Day(Date),
    /// A day, and hour and minute in it as the words say them.
    Hour(Date, i8, i8),
}

impl Value {
    /// As TIMEX3 has it: `2018`, `2018-09`, `2018-W37`, `2018-09-10`, `2018-09-10TMO`, `2018-09-10T20:00`.
    pub fn read(text: &str) -> Option<Value> {
        if let Some((day, clock)) = text.split_once('T') {
            let day: Date = day.parse().ok()?;
            let clock = clock.trim_end_matches('Z').split_once(':');
            let number = |text: &str| text.get(..2)?.parse::<i8>().ok();
            return Some(match clock.and_then(|(hour, minute)| Some((number(hour)?, number(minute)?))) {
                Some((hour @ 0..=23, minute @ 0..=59)) => Value::Hour(day, hour, minute),
                _ => Value::Day(day),
            });
        }
        let year = |text: &str| text.parse::<i16>().ok().filter(|year| text.len() == 4 && *year > 0);
        match text.split_once('-') {
            None => year(text).map(Value::Year),
            Some((of, rest)) => match rest.strip_prefix('W') {
                Some(week) => {
                    let week = week.parse().ok().filter(|_| week.len() == 2)?;
                    Some(Value::Week(ISOWeekDate::new(year(of)?, week, Weekday::Monday).ok()?.date()))
                }
                None if rest.len() == 2 => {
                    Some(Value::Month(Date::new(year(of)?, rest.parse().ok()?, 1).ok()?))
                }
                None => text.parse().ok().map(Value::Day),
            },
        }
    }

    /// As HTML's `<time datetime>` has it.
    pub fn datetime(self) -> String {
        match self {
            Value::Year(year) => format!("{year:04}"),
            Value::Month(first) => format!("{:04}-{:02}", first.year(), first.month()),
            Value::Week(monday) => {
                let week = monday.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Value::Day(day) => day.to_string(),
            Value::Hour(day, hour, minute) => format!("{day}T{hour:02}:{minute:02}"),
        }
    }
}

/// "10 September 2018", "late August 2018"; `None` where the words say no less. Who reads "Monday" need not read it
/// again: beside "late June" stands the year alone.
fn label(making: &Making<'_>, value: Value, modifier: Option<&str>, words: &str) -> Option<String> {
    let times = &making.site.times;
    let says = |name: &str| words.to_lowercase().contains(&name.to_lowercase());
    let date = match value {
        Value::Year(year) => year.to_string(),
        Value::Month(first) if says(&times.month_name(first)) => {
            return Some(first.year().to_string()).filter(|year| !words.contains(year));
        }
        Value::Month(first) => making.month(first),
        Value::Day(day) | Value::Hour(day, ..) => {
            let whole = times.long_day(day);
            let weekday = whole.split([' ', ',', '،']).next().unwrap_or_default().trim_matches('.');
            if says(weekday) { times.full_day(day) } else { whole }
        }
        Value::Week(monday) => {
            let sunday = monday.checked_add(jiff::Span::new().days(6)).ok()?;
            let (from, to) = (times.date(monday).day, times.date(sunday).day);
            making.say("meant-days", &[("from", (&from).into()), ("to", (&to).into())])
        }
    };
    if words.trim().eq_ignore_ascii_case(&date) {
        return None;
    }
    let key = match modifier {
        Some("START") => "meant-early",
        Some("MID") => "meant-mid",
        Some("END") => "meant-late",
        Some("APPROX") => "meant-about",
        _ => return Some(date),
    };
    Some(making.say(key, &[("date", (&date).into())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(run: u32, start: u32, end: u32) -> Piece {
        Piece { run, start, end }
    }

    fn written(marks: &mut Marks, run: u32, text: &str, in_link: bool) -> String {
        marks.runs.values_mut().for_each(|spans| spans.sort_by_key(|s| (s.start, usize::MAX - s.end)));
        let mut out = String::new();
        marks.write(run, text, in_link, &mut out);
        out
    }

    const MEANT: &str = "<time class=\"meant\" datetime=\"2018-09-10\"";
    const DATE: &str = "<span class=\"date\"> (10 September 2018)</span>";

    #[test]
    fn a_date_stands_beside_the_agencys_words_and_changes_none() {
        let mut marks = Marks::default();
        marks.add(&[piece(0, 10, 16)], MEANT, MEANT, DATE, true);
        let html = written(&mut marks, 0, "It sank on Monday & stayed <there>.", false);
        // One letter off would be another word.
        assert_eq!(
            html,
            "It sank on<time class=\"meant\" datetime=\"2018-09-10\" tabindex=\"0\"> Monda<span class=\"date\"> \
             (10 September 2018)</span></time>y &amp; stayed &lt;there&gt;."
        );
        assert!(
            !written(&mut marks, 0, "It sank on Monday", true).contains("tabindex"),
            "a link has its own"
        );
        assert_eq!(written(&mut marks, 1, "Another run", false), "Another run");
    }

    #[test]
    fn a_mark_in_two_runs_has_its_date_once_and_its_anchor_once() {
        let mut marks = Marks::default();
        marks.add(&[piece(0, 3, 7), piece(1, 0, 4)], MEANT, MEANT, DATE, true);
        marks.add(
            &[piece(0, 0, 7), piece(1, 0, 4)],
            "<span class=\"said\" id=\"said-0\">",
            "<span class=\"said\">",
            "",
            false,
        );
        let both = written(&mut marks, 0, "on Mond", false) + &written(&mut marks, 1, "ay. So", false);
        assert_eq!(both.matches("(10 September 2018)").count(), 1);
        assert_eq!(both.matches("id=\"said-0\"").count(), 1);
        assert_eq!(both.matches("tabindex").count(), 1);
        assert_eq!(both.matches("<time").count(), both.matches("</time>").count());
        assert_eq!(both.matches("<span").count(), both.matches("</span>").count());
    }

    #[test]
    fn marks_that_cross_or_cut_a_letter_are_left_out_and_no_word_is_lost() {
        let mut marks = Marks::default();
        marks.add(&[piece(0, 0, 5)], "<span class=\"said\" id=\"said-0\">", "", "", false);
        marks.add(&[piece(0, 3, 8)], MEANT, MEANT, DATE, true);
        marks.add(&[piece(0, 9, 10)], MEANT, MEANT, DATE, true);
        marks.add(&[piece(0, 8, 900)], MEANT, MEANT, DATE, true);
        assert_eq!(
            written(&mut marks, 0, "abcdefgh\u{e9}", false),
            "<span class=\"said\" id=\"said-0\">abcde</span>fgh\u{e9}"
        );
    }

    #[test]
    fn a_value_is_what_html_can_say_of_it() {
        let datetime = |text: &str| Value::read(text).map(Value::datetime);
        for same in ["2018", "2018-09", "2018-W37", "2018-09-10", "2018-09-10T20:00"] {
            assert_eq!(datetime(same).as_deref(), Some(same));
        }
        assert_eq!(datetime("2018-09-10TNI").as_deref(), Some("2018-09-10"));
        assert_eq!(datetime("2018-09-10T24:00").as_deref(), Some("2018-09-10"));
        for none in ["", "P3W", "2018-Q3", "199", "PAST_REF", "2018-13", "2018-W60", "XXXX-W37", "2018-02-30"]
        {
            assert_eq!(datetime(none), None, "{none}");
        }
    }

    #[test]
    fn what_the_desk_said_of_a_date_outlives_an_update_as_long_as_its_words_are_there() {
        let mark = |words: &str, context: &str| TimeMark {
            place: Vec::new(),
            words: words.into(),
            context: context.into(),
            value: "2018-09-10".into(),
            modifier: Some("START".into()),
            confidence: 90,
            shown: true,
            plain: false,
            why: String::new(),
        };
        let fix = |context: &str, value: Option<&str>| Fix {
            words: "Monday".into(),
            context: context.into(),
            value: value.map(str::to_owned),
        };
        let (here, there) = (mark("Monday", "sank on Monday off"), mark("Monday", "sails on Monday again"));
        let all = [here.clone(), there.clone()];
        let fixes = [fix("sank on Monday off", Some("2018-09-03")), fix("sails on Monday again", None)];
        assert_eq!(meant(&here, &fixes, &all), Some(("2018-09-03", None)));
        assert_eq!(meant(&there, &fixes, &all), None);
        assert_eq!(meant(&here, &[], &all), Some(("2018-09-10", Some("START"))));
        // The sentence was written anew, and there is but one Monday in the text.
        let moved = mark("Monday", "went down on Monday near");
        assert_eq!(meant(&moved, &fixes[..1], std::slice::from_ref(&moved)), Some(("2018-09-03", None)));
        assert_eq!(meant(&moved, &fixes[..1], &[moved.clone(), there]), Some(("2018-09-10", Some("START"))));
    }
}
