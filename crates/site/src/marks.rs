//! Marks in a story's text: the dates that its words mean, and what people are quoted as saying. The agency's
//! words stay as they are; a date stands beside them, and a name leads to what else its bearer said.

mod meant;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use newsroom::reading::{Piece, QuoteMark, Reading};
use store::readings::Fix;
use wire::Item;

pub use self::meant::{Meaning, homeless, meant};
use crate::addresses::{self, ListKind};
use crate::escape::escaped;
use crate::making::{Making, direction};

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
pub fn of(making: &Making<'_>, item: &Item, reading: &Reading, fixes: &[Fix]) -> Marks {
    let mut marks = Marks::default();
    for (number, quote) in reading.quoted() {
        let first = format!("<span class=\"said\" id=\"said-{number}\">");
        let next = format!("<span class=\"said\" data-of=\"said-{number}\">");
        marks.add(&quote.place, &first, &next, "", false);
    }
    for (mention, person) in names(item, reading) {
        let open = format!("<a class=\"speaker\" href=\"{}\">", addresses::list(ListKind::Person, person));
        marks.add(mention, &open, "", "", false);
    }
    let tongue = tongue(making, item);
    let meanings = meant(&reading.times, fixes);
    for (mark, meaning) in reading.times.iter().zip(&meanings) {
        let Some((value, modifier)) = meaning.value() else { continue };
        let Some(value) = Value::read(value) else { continue };
        let datetime = value.datetime();
        let beside = label(making, value, modifier, &mark.words);
        match beside.filter(|_| !mark.plain) {
            None => marks.add(&mark.place, &format!("<time datetime=\"{datetime}\">"), "", "", false),
            Some(date) => {
                marks.dated = true;
                let open = format!("<time class=\"meant\" datetime=\"{datetime}\"");
                let date = format!(
                    "<span class=\"date\"{tongue}> <span>(</span>{}<span>)</span></span>",
                    escaped(&date)
                );
                marks.add(&mark.place, &open, &open, &date, true);
            }
        }
    }
    for spans in marks.runs.values_mut() {
        spans.sort_by_key(|span| (span.start, usize::MAX - span.end));
    }
    marks
}

/// Where the text first names each person whom it quotes, beside a quotation and in no link of its own: "Edith Lowry",
/// "Lowry", and not "she".
fn names<'a>(item: &Item, reading: &'a Reading) -> Vec<(&'a [Piece], &'a str)> {
    let mut found: Vec<(&[Piece], &str)> = Vec::new();
    if reading.quotes.is_empty() {
        return found;
    }
    let (text, runs) = item.body.text_and_runs();
    let words = |piece: &Piece| {
        let run = runs.get(piece.run as usize).filter(|run| !run.linked)?;
        text.get(run.bytes.start + piece.start as usize..run.bytes.start + piece.end as usize)
    };
    for (_, QuoteMark { mention, person, .. }) in reading.quoted() {
        let last = person.name.split_whitespace().next_back().unwrap_or_default();
        let named =
            matches!(mention.as_slice(), [piece] if words(piece).is_some_and(|words| words.contains(last)));
        if named && !found.iter().any(|(_, known)| *known == person.slug) {
            found.push((mention, &person.slug));
        }
    }
    found
}

/// A date is in the paper's language, also beside the words of another.
fn tongue(making: &Making<'_>, item: &Item) -> String {
    match making.foreign(item.language.as_deref()) {
        None => String::new(),
        Some(_) => {
            let own = &making.site.settings.language;
            format!(" lang=\"{}\" dir=\"{}\"", escaped(own), direction(own))
        }
    }
}

impl Marks {
    /// `first` opens the first piece, `next` the others where it is not empty; `last` stands before the end.
    fn add(&mut self, place: &[Piece], first: &str, next: &str, last: &str, focus: bool) {
        for (at, piece) in place.iter().enumerate() {
            let open = if at == 0 || next.is_empty() { first } else { next };
            let name = ["time", "a"].iter().find(|name| open[1..].starts_with(*name)).unwrap_or(&"span");
            let is_last = at + 1 == place.len();
            self.runs.entry(piece.run).or_default().push(Span {
                start: piece.start as usize,
                end: piece.end as usize,
                open: open.to_owned(),
                close: format!("{}</{name}>", if is_last { last } else { "" }),
                focus: focus && is_last,
            });
        }
    }

    /// Words that are one run, as HTML.
    pub fn line(&self, run: u32, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        self.write(run, text, false, &mut out);
        out
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
            // What crosses the edge of another mark has no place in a tree, nor a link in a link.
            let crosses = span.start < at || open.last().is_some_and(|outer| span.end > outer.end);
            if !fits || crosses || in_link && span.open.starts_with("<a ") {
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
/// again: beside "late June" and "3 October" stands the year alone.
fn label(making: &Making<'_>, value: Value, modifier: Option<&str>, words: &str) -> Option<String> {
    let times = &making.site.times;
    let lower = words.to_lowercase();
    let says = |name: &str| lower.contains(&name.to_lowercase());
    let year = |date: Date| Some(date.year().to_string()).filter(|year| !words.contains(year));
    let date = match value {
        Value::Year(year) => year.to_string(),
        Value::Month(first) if says(&times.month_name(first)) => return year(first),
        Value::Month(first) => making.month(first),
        Value::Day(day) | Value::Hour(day, ..) if says_day(&lower, day, &times.month_name(day)) => {
            return year(day);
        }
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
    // "Early on Monday" is no early date.
    let of_day = matches!(value, Value::Day(_) | Value::Hour(..));
    let key = match modifier {
        Some("START") if !of_day => "meant-early",
        Some("MID") if !of_day => "meant-mid",
        Some("END") if !of_day => "meant-late",
        Some("APPROX") => "meant-about",
        _ => return Some(date),
    };
    Some(making.say(key, &[("date", (&date).into())]))
}

/// Whether words name a day and its month: "3 October", "Oct. 3".
fn says_day(words: &str, day: Date, month: &str) -> bool {
    let number = day.day().to_string();
    let mut numbers = words.split(|c: char| !c.is_ascii_digit());
    let month: Vec<char> = month.to_lowercase().chars().collect();
    // Its short form begins it, and an inflected one begins as it does; "martes" and "marzo" have three letters in common.
    let is_month = |word: &str| {
        let same = word.chars().zip(&month).take_while(|(letter, known)| letter == *known).count();
        let is_whole = same == month.len() || same == word.chars().count();
        same > 3 || is_whole && same >= month.len().clamp(1, 3)
    };
    numbers.any(|digits| digits == number) && words.split(|c: char| !c.is_alphanumeric()).any(is_month)
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
    const DATE: &str = "<span class=\"date\"> <span>(</span>10 September 2018<span>)</span></span>";

    #[test]
    fn a_date_stands_beside_the_agencys_words_and_changes_none() {
        let mut marks = Marks::default();
        marks.add(&[piece(0, 10, 16)], MEANT, MEANT, DATE, true);
        let html = written(&mut marks, 0, "It sank on Monday & stayed <there>.", false);
        // One letter off would be another word.
        assert_eq!(
            html,
            "It sank on<time class=\"meant\" datetime=\"2018-09-10\" tabindex=\"0\"> Monda<span class=\"date\"> \
             <span>(</span>10 September 2018<span>)</span></span></time>y &amp; stayed &lt;there&gt;."
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
            "<span class=\"said\" data-of=\"said-0\">",
            "",
            false,
        );
        let both = written(&mut marks, 0, "on Mond", false) + &written(&mut marks, 1, "ay. So", false);
        assert_eq!(both.matches("10 September 2018").count(), 1);
        assert_eq!(both.matches(" id=\"said-0\"").count(), 1);
        assert_eq!(both.matches(" data-of=\"said-0\"").count(), 1);
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
    fn a_name_leads_to_its_person_unless_it_stands_in_a_link_already() {
        let mut marks = Marks::default();
        marks.add(&[piece(0, 5, 10)], "<a class=\"speaker\" href=\"/person/lowry\">", "", "", false);
        assert_eq!(
            written(&mut marks, 0, "said Lowry.", false),
            "said <a class=\"speaker\" href=\"/person/lowry\">Lowry</a>."
        );
        assert_eq!(written(&mut marks, 0, "said Lowry.", true), "said Lowry.");
    }

    #[test]
    fn words_that_name_a_day_of_a_month_need_the_year_alone() {
        let third = jiff::civil::date(2018, 10, 3);
        for words in ["3 october", "oct. 3", "wednesday, oct 3", "the 3rd of october"] {
            assert!(says_day(words, third, "October"), "{words}");
        }
        for words in ["october", "the 3rd", "13 october", "wednesday", "3 doctober"] {
            assert!(!says_day(words, third, "October"), "{words}");
        }
        assert!(says_day("3 pa\u{17a}dziernika", third, "pa\u{17a}dziernik"), "inflected");
        assert!(says_day("10\u{6708}3\u{65e5}", third, "10\u{6708}"));
    }

    #[test]
    fn a_weekday_that_begins_as_the_month_does_is_no_month() {
        let third = jiff::civil::date(2026, 3, 3);
        for month in ["marzo", "mars", "March"] {
            for words in ["el martes 3", "mardi 3", "el martes 3 a las 10"] {
                assert!(!says_day(words, third, month), "{words} in {month}");
            }
        }
        for (words, month) in [
            ("el martes 3 de marzo", "marzo"),
            ("mardi 3 mars", "mars"),
            ("3 mar.", "marzo"),
            ("3 may", "may"),
        ] {
            assert!(says_day(words, third, month), "{words}");
        }
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
}
