//! Text that was made to break things: nothing panics, every offset lies between characters, the time grows with the
//! length and no faster.

use std::time::Duration;

use cpu_time::ThreadTime;
use quotes::{Characters, Language, Reading, read};

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

const PARTS: [&str; 60] = [
    "“",
    "”",
    "\"",
    "``",
    "''",
    "„",
    "«",
    "»",
    "'",
    "’",
    "’s",
    ".",
    "...",
    "?",
    "!",
    ",",
    ":",
    ";",
    "—",
    "-",
    "(",
    ")",
    "[",
    "\n",
    "\n\n",
    " ",
    "  ",
    "\t",
    "said",
    "says",
    "saying",
    "called",
    "according",
    "to",
    "by",
    "he",
    "She",
    "it",
    "who",
    "the",
    "a",
    "his",
    "that",
    "and",
    "Mr.",
    "Helen",
    "Strand",
    "Stenn",
    "spokeswoman",
    "Mayor",
    "Friday",
    "was",
    "sagte",
    "dass",
    "Ärger",
    "\u{301}",
    "\u{2029}",
    "日本",
    "🚢",
    "6'2\"",
];

#[test]
fn random_copy_is_read_without_panic_and_every_offset_lies_between_characters() {
    let mut dice = Dice(0x5a17_3007);
    for round in 0..4_000 {
        let mut text = String::new();
        for _ in 0..dice.below(60) {
            text.push_str(PARTS[dice.below(PARTS.len())]);
            if dice.below(3) > 0 {
                text.push(' ');
            }
        }
        for language in [Language::English, Language::German] {
            assert_holds(&text, &read(&text, language), round);
        }
    }
}

#[test]
fn random_characters_are_read_without_panic() {
    let mut dice = Dice(77);
    for round in 0..2_000 {
        let text: String =
            (0..dice.below(80)).filter_map(|_| char::from_u32(dice.below(0x3000) as u32)).collect();
        assert_holds(&text, &read(&text, Language::English), round);
    }
}

fn assert_holds(text: &str, reading: &Reading, round: usize) {
    let characters = Characters::of(text);
    for quotation in &reading.quotations {
        let content = &text[quotation.content.clone()];
        assert!(!content.is_empty(), "round {round}: {text:?}");
        assert_eq!(
            characters.at(quotation.content.end) - characters.at(quotation.content.start),
            content.chars().count()
        );
        if let Some(speaker) = &quotation.speaker {
            assert!(!text[speaker.mention.clone()].trim().is_empty(), "round {round}: {text:?}");
            assert!(speaker.person.is_none_or(|person| person < reading.people.len()));
        }
        assert!(quotation.cue.clone().is_none_or(|cue| !text[cue].is_empty()));
    }
    for person in &reading.people {
        assert!(person.mentions.iter().all(|mention| !text[mention.clone()].is_empty()));
        assert!(person.mentions.is_sorted_by_key(|mention| mention.start), "round {round}: {text:?}");
    }
}

#[test]
fn a_text_sixteen_times_as_long_takes_no_more_than_sixteen_times_as_long_or_little_more() {
    for part in [
        "“a ",
        "\" ",
        "Ann Lee ",
        "Ann ",
        "the mayor said that ",
        "said ",
        ", ",
        "a, the ",
        "(",
        "— ",
        "quay",
        "      ",
        "“no,” she said, “no,” ",
        "his claim ",
        "by ",
        "according to ",
        "\n\n“a",
        "Lee Ann Gray, a mayor, ",
        "Ä",
        ".",
        "’s ",
        "A.",
        "who ",
        "and ",
        "B. Ann ",
        "\u{301}",
    ] {
        let short = best_of_three(&part.repeat(1_000), Language::English);
        let long = best_of_three(&part.repeat(16_000), Language::English);
        // Sixteen, and what a cold cache adds.
        assert!(long < short * 60 + Duration::from_millis(50), "{part:?}: {short:?} and then {long:?}");
    }
}

#[test]
fn a_text_full_of_offices_takes_no_longer_for_each_who_is_called_by_one() {
    let letters = |number: usize| -> String {
        format!("{number:05}").bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
    };
    for (language, part) in [
        (Language::German, "Xbürgermeister Tom Holtx kam. „Geh“, sagte der Minister. "),
        (Language::German, "Bundesminister Tom Holtx (60) kam. „Geh“, sagte der Minister. "),
        (Language::English, "Sen. Tom Holtx, R-Ohio, left. “Go,” the Ohio Republican said. "),
        (Language::English, "Ann Holtx, mayor of Holtx, left. “Go,” the mayor of Saltmouth said. "),
        (Language::English, "Ann Holtx, 34, left. “Go,” the 61-year-old said. "),
    ] {
        let text = |count: usize| -> String {
            (0..count)
                .map(|number| {
                    part.replace('X', &letters(number)).replace("Holtx", &format!("Holt{}", letters(number)))
                })
                .collect()
        };
        let short = best_of_three(&text(300), language);
        let long = best_of_three(&text(4_800), language);
        // Sixteen, and what a cold cache adds.
        assert!(long < short * 40 + Duration::from_millis(50), "{part:?}: {short:?} and then {long:?}");
    }
}

fn best_of_three(text: &str, language: Language) -> Duration {
    let times = (0..3).map(|_| {
        let started = ThreadTime::now();
        std::hint::black_box(read(text, language));
        started.elapsed()
    });
    times.min().unwrap_or_default()
}
