//! What a text says of time, and who says what in it: found once, when a version is kept, and kept beside it.
//!
//! `timex` and `quotes` read plain text. Here their findings get places in a [`wire::Body`], which pages are made
//! from, and the caution of a page: only a date that is sure enough, only people whom the text names in full.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use timex::{Anchor, Document};
use wire::{Item, Precision, Run};

use crate::{slug, standfirst};

/// Raised whenever the same text would be read otherwise than before, so that a command knows what to read anew.
pub const ENGINE: u32 = 2;

/// The run that a [`Piece`] of the standfirst is in, which stands above the body's own.
pub const STANDFIRST: u32 = u32::MAX;

/// A text that was changed so many days after it was published may speak of either time: then its "Monday" has no
/// date.
const MOST_DAYS: i32 = 7;

/// From this confidence on, a quotation stands on its speaker's page. Attributions of German copy are less sure than
/// they take themselves for; what is told in the writer's words has lower figures, and by eye no more mistakes.
fn is_sure(quotation: &quotes::Quotation, language: quotes::Language) -> bool {
    let least = match (language, quotation.kind) {
        (quotes::Language::German, _) => 0.87,
        (_, quotes::Kind::Indirect) => 0.7,
        _ => 0.8,
    };
    quotation.confidence >= least
}

/// What was found in one version of a text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// [`ENGINE`] at that time.
    pub engine: u32,
    /// The day that its relative dates were counted from; `None` where that is not known.
    pub day: Option<Date>,
    /// Those of the standfirst, then in the order of the text; without overlap.
    pub times: Vec<TimeMark>,
    /// In the order of the text.
    pub quotes: Vec<QuoteMark>,
}

impl Reading {
    /// The quotations that stand, with their places among all.
    pub fn quoted(&self) -> impl Iterator<Item = (usize, &QuoteMark)> {
        self.quotes.iter().enumerate().filter(|(_, quote)| !quote.denied)
    }

    /// The one day that the text speaks of beside the day on which it was written, as far as readers are shown it;
    /// `None` where there are more, or where its own is not known.
    pub fn other_day(&self) -> Option<Date> {
        let own = self.day?;
        let shown = self.times.iter().filter(|mark| mark.shown);
        let mut days =
            shown.filter_map(|mark| mark.value.get(..10)?.parse().ok()).filter(|day: &Date| *day != own);
        let first = days.next()?;
        days.all(|day| day == first).then_some(first)
    }
}

/// A time expression that has a place in the calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeMark {
    pub place: Vec<Piece>,
    /// As the text has it.
    pub words: String,
    /// The words around it, by which the desk knows it again in a later version.
    pub context: String,
    /// TIMEX3: `2018-09-10`, `2018-W36`, `2018-08`.
    pub value: String,
    /// TIMEX3's `mod`: `START`, `MID`, `END`, `APPROX` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// 0 to 100, as `timex` has it.
    pub confidence: u8,
    /// May be shown to readers: sure enough.
    pub shown: bool,
    /// The words say it all, so that readers need no date beside them.
    pub plain: bool,
    /// Why it was read so: a sentence for the desk.
    pub why: String,
}

/// Words that the text gives as a person's whom it names in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuoteMark {
    pub place: Vec<Piece>,
    pub words: String,
    pub kind: QuoteKind,
    pub person: Speaker,
    /// Where the text names the speaker here: "she", "Sanders".
    pub mention: Vec<Piece>,
    /// The desk says that the person did not say this. It is then on nobody's page.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub denied: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Between marks.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In the writer's words, with a part between marks.
    Mixed,
}

/// Who said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The same in every text that uses the name: the end of the address of the person's page.
    pub slug: String,
    pub name: String,
    /// What the text says that the person is, in its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// A part of one of a body's runs ([`wire::Body::text_and_runs`]), in bytes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub run: u32,
    pub start: u32,
    pub end: u32,
}

/// Reads an item's text. `zone` is the paper's, for times that name none; `language` the paper's, for an item
/// that says nothing of its own.
pub fn read(item: &Item, zone: &TimeZone, language: &str) -> Reading {
    let language = item.language.as_deref().unwrap_or(language);
    let code = language.split(['-', '_']).next().unwrap_or(language).to_ascii_lowercase();
    let (text, runs) = item.body.text_and_runs();
    let day = day(item, zone);
    let places = Places { text: &text, runs: &runs };
    Reading {
        engine: ENGINE,
        day,
        times: timex::Language::get(&code)
            .map(|language| all_times(item, &places, day, language))
            .unwrap_or_default(),
        quotes: quotes::Language::from_tag(&code).map(|language| said(&places, language)).unwrap_or_default(),
    }
}

/// The day on which the text was written, as far as that can be told.
fn day(item: &Item, zone: &TimeZone) -> Option<Date> {
    let of = |moment: wire::Moment| match (moment.precision, moment.offset) {
        (Precision::Time, None | Some(0)) => moment.at.to_zoned_datetime(zone.clone()).date(),
        _ => moment.day(),
    };
    let (published, written) = (item.published.map(of), item.version_time().map(of));
    match (published, written) {
        (Some(published), Some(written)) => {
            let days = published.until(written).map_or(i32::MAX, |span| span.get_days().abs());
            (days <= MOST_DAYS).then_some(written)
        }
        (published, written) => published.or(written),
    }
}

/// Of what stands above the text, and of the text.
fn all_times(
    item: &Item,
    places: &Places<'_>,
    day: Option<Date>,
    language: &'static timex::Language,
) -> Vec<TimeMark> {
    let text = standfirst(item).unwrap_or_default();
    let runs = [Run { bytes: 0..text.len(), prose: true, linked: false }];
    let mut marks = times(&Places { text, runs: &runs }, day, language);
    for piece in marks.iter_mut().flat_map(|mark| &mut mark.place) {
        piece.run = STANDFIRST;
    }
    marks.extend(times(places, day, language));
    marks
}

fn times(places: &Places<'_>, day: Option<Date>, language: &'static timex::Language) -> Vec<TimeMark> {
    let document = Document { date: day, ..Document::default() };
    let found = timex::annotate(places.text, &document, language);
    let marks = found.iter().filter(|found| found.value.is_calendar() && found.html_datetime().is_some());
    let marks = marks.filter_map(|found| {
        let bytes = found.start..found.end;
        Some(TimeMark {
            place: places.of(&bytes)?,
            words: places.text.get(bytes.clone())?.to_owned(),
            context: places.around(&bytes),
            value: found.value.to_string(),
            modifier: found.modifier.map(|modifier| modifier.code().to_owned()),
            confidence: found.confidence,
            shown: found.is_for_page(),
            plain: found.why.anchor == Anchor::Words,
            why: found.why.sentence(),
        })
    });
    marks.collect()
}

fn said(places: &Places<'_>, language: quotes::Language) -> Vec<QuoteMark> {
    let reading = quotes::read(places.text, language);
    let marks = reading.quotations.iter().filter(|quotation| is_sure(quotation, language));
    let marks = marks.filter_map(|quotation| {
        let speaker = quotation.speaker.as_ref()?;
        let person = reading.people.get(speaker.person?).filter(|person| person.is_certain)?;
        let slug = slug::of_name(&person.key);
        Some(QuoteMark {
            place: places.of(&quotation.content)?,
            words: places.text.get(quotation.content.clone())?.to_owned(),
            kind: match quotation.kind {
                quotes::Kind::Direct => QuoteKind::Direct,
                quotes::Kind::Indirect => QuoteKind::Indirect,
                quotes::Kind::Mixed => QuoteKind::Mixed,
            },
            person: Some(Speaker { slug, name: person.name.clone(), role: person.role.clone() })
                .filter(|person| !person.slug.is_empty())?,
            mention: places.of(&speaker.mention)?,
            denied: false,
        })
    });
    marks.collect()
}

/// A plain text and its runs.
struct Places<'a> {
    text: &'a str,
    runs: &'a [Run],
}

impl Places<'_> {
    /// The parts of runs that some bytes of the text are; `None` where one of them is no prose.
    fn of(&self, bytes: &Range<usize>) -> Option<Vec<Piece>> {
        let first = self.runs.partition_point(|run| run.bytes.end <= bytes.start);
        let mut pieces = Vec::new();
        for (at, run) in self.runs.iter().enumerate().skip(first) {
            if run.bytes.start >= bytes.end {
                break;
            }
            if !run.prose {
                return None;
            }
            let (start, end) = (bytes.start.max(run.bytes.start), bytes.end.min(run.bytes.end));
            let within = |byte: usize| u32::try_from(byte - run.bytes.start).ok();
            pieces.push(Piece { run: u32::try_from(at).ok()?, start: within(start)?, end: within(end)? });
        }
        Some(pieces).filter(|pieces| !pieces.is_empty())
    }

    /// Up to six words before and after within its paragraph, in one line.
    fn around(&self, bytes: &Range<usize>) -> String {
        const WORDS: usize = 6;
        let before = self.text[..bytes.start].rsplit("\n\n").next().unwrap_or_default();
        let after = self.text[bytes.end..].split("\n\n").next().unwrap_or_default();
        let last: Vec<&str> = before.split_whitespace().rev().take(WORDS).collect();
        let next = after.split_whitespace().take(WORDS);
        let glued = if after.starts_with(|c: char| !c.is_whitespace()) { "" } else { " " };
        let before: String = last.into_iter().rev().flat_map(|word| [word, " "]).collect();
        let words = self.text.get(bytes.clone()).unwrap_or_default();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{before}{words}{glued}{}", next.collect::<Vec<_>>().join(" ")).trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use wire::{Block, Body, Inline, Moment};

    use super::*;

    fn story(published: &str, updated: Option<&str>, text: Vec<Inline>) -> Item {
        let moment = |text: &str| Moment::utc(text.parse().unwrap());
        let heading =
            Block::Heading { level: 2, text: vec![Inline::text("What the harbour said on Friday")] };
        let table = Block::Preformatted { text: "Monday   4 Tuesday   5".into() };
        let blocks = vec![heading, table, Block::Paragraph { text }];
        Item {
            published: Some(moment(published)),
            updated: updated.map(moment),
            language: Some("en-GB".into()),
            body: Body { blocks },
            ..Item::default()
        }
    }

    fn plain(text: &str) -> Vec<Inline> {
        vec![Inline::text(text)]
    }

    fn london() -> TimeZone {
        TimeZone::get("Europe/London").unwrap()
    }

    fn values(item: &Item) -> Vec<(String, String)> {
        let reading = read(item, &london(), "en");
        reading.times.into_iter().filter(|mark| mark.shown).map(|mark| (mark.words, mark.value)).collect()
    }

    fn pair(words: &str, value: &str) -> (String, String) {
        (words.into(), value.into())
    }

    #[test]
    fn a_weekday_is_counted_from_the_day_on_which_the_copy_was_written() {
        let text = "The ferry sank on Monday, the harbour master said.";
        let first = story("2018-09-10T14:00:00Z", None, plain(text));
        assert_eq!(values(&first), [pair("Friday", "2018-09-07"), pair("Monday", "2018-09-10")]);
        let next_day = story("2018-09-10T14:00:00Z", Some("2018-09-18T00:00:00Z"), plain(text));
        assert_eq!(values(&next_day), [], "nobody knows whether it speaks of the first week or the second");
        let update = story("2018-09-10T14:00:00Z", Some("2018-09-12T09:00:00Z"), plain(text));
        assert_eq!(values(&update), [pair("Friday", "2018-09-07"), pair("Monday", "2018-09-10")]);
    }

    #[test]
    fn a_text_speaks_of_another_day_where_it_names_exactly_one() {
        let of =
            |text: &str| read(&story("2018-09-12T14:00:00Z", None, plain(text)), &london(), "en").other_day();
        // The heading says Friday.
        assert_eq!(
            of("It sank on Friday, and on Wednesday it lay there."),
            Some(jiff::civil::date(2018, 9, 7))
        );
        assert_eq!(of("It sank on Monday."), None, "Friday and Monday");
    }

    #[test]
    fn dates_above_the_text_are_found_too_unless_the_text_only_says_them_again() {
        let text = "The ferry sank on Monday, the harbour master said.";
        let mut item = story("2018-09-12T14:00:00Z", None, plain(text));
        item.body.blocks.drain(..2);
        item.summary = Some("A hull that was found on Tuesday is hers.".into());
        let found = [pair("Tuesday", "2018-09-11"), pair("Monday", "2018-09-10")];
        assert_eq!(values(&item), found);
        assert_eq!(
            read(&item, &london(), "en").times[0].place,
            [Piece { run: STANDFIRST, start: 25, end: 32 }]
        );
        item.summary = Some("The ferry sank on Monday …".into());
        assert_eq!(values(&item), found[1..]);
    }

    #[test]
    fn a_time_that_names_no_zone_is_of_the_papers_day() {
        // Half past eleven at night by UTC is tomorrow in summertime London.
        let item = story("2018-09-10T23:30:00Z", None, plain("It opened on Tuesday."));
        assert_eq!(read(&item, &london(), "en").day, Some(jiff::civil::date(2018, 9, 11)));
    }

    #[test]
    fn an_expression_that_runs_through_a_link_is_found_in_all_its_parts() {
        let text = vec![
            Inline::text("The quay closed "),
            Inline::Link { href: "https://example.org".into(), inner: plain("on Monday") },
            Inline::Break,
            Inline::Strong { inner: vec![Inline::text("10 Septem"), Inline::text("ber 2018 at noon.")] },
        ];
        let item = story("2018-09-12T14:00:00Z", None, text);
        let (plain, runs) = item.body.text_and_runs();
        let reading = read(&item, &london(), "en");
        let of = |mark: &TimeMark| {
            let piece = |piece: &Piece| {
                let start = runs[piece.run as usize].bytes.start;
                plain[start + piece.start as usize..start + piece.end as usize].to_owned()
            };
            mark.place.iter().map(piece).collect::<Vec<_>>()
        };
        let parts: Vec<Vec<String>> = reading.times.iter().map(of).collect();
        assert!(
            parts.contains(&vec!["10 Septem".to_owned(), "ber 2018".to_owned()])
                || parts.iter().any(|p| p.concat().contains("10 September 2018")),
            "{parts:?}"
        );
        for mark in &reading.times {
            assert_eq!(of(mark).concat().replace('\n', ""), mark.words.replace('\n', ""));
        }
        assert!(reading.times.iter().all(|mark| !mark.context.contains("   4")), "a table is not prose");
    }

    #[test]
    fn who_is_named_in_full_has_said_it_and_a_surname_alone_is_nobodys_page() {
        let text = "Harbour master Edith Lowry said: \u{201c}We sail on Monday.\u{201d} \u{201c}Or on Tuesday,\u{201d} \
                    she added. \u{201c}Never,\u{201d} Brack said.";
        let item = story("2018-09-12T14:00:00Z", None, plain(text));
        let quotes = read(&item, &london(), "en").quotes;
        let said: Vec<_> =
            quotes.iter().map(|quote| (quote.words.as_str(), quote.person.slug.as_str())).collect();
        assert_eq!(said, [("We sail on Monday.", "edith-lowry"), ("Or on Tuesday,", "edith-lowry")]);
        assert_eq!(quotes[0].person.role.as_deref(), Some("Harbour master"));
    }

    #[test]
    fn what_the_desk_knows_an_expression_by_is_the_words_around_it() {
        let item = story(
            "2018-09-12T14:00:00Z",
            None,
            plain("One. Two. Three four five six seven on Monday, she said."),
        );
        let reading = read(&item, &london(), "en");
        assert_eq!(reading.times[1].context, "Three four five six seven on Monday, she said.");
    }

    #[test]
    fn a_language_that_cannot_be_read_has_no_marks() {
        let mut item = story("2018-09-12T14:00:00Z", None, plain("Monday"));
        item.language = Some("xx".into());
        assert_eq!(read(&item, &london(), "en").times, []);
    }
}
