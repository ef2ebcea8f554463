//! The names in dates: zones, months and weekdays.

use jiff::tz::Offset;

use super::{Cursor, Why};

pub(super) fn numeric_offset(text: &[u8]) -> Result<Offset, Why> {
    let unreadable = "its offset from UTC cannot be read";
    let mut at = Cursor(&text[1..]);
    let hours = at.digits(2).or_else(|| at.digits(1)).ok_or(unreadable)?;
    at.take_if(|b| b == b':');
    let minutes = at.digits(2).unwrap_or(0);
    if !at.0.is_empty() || hours > 15 || minutes > 59 {
        return Err(unreadable);
    }
    let seconds = (hours * 60 + minutes) * 60;
    Offset::from_seconds(if text[0] == b'-' { -seconds } else { seconds }).map_err(|_| unreadable)
}

/// The zone names of RFC 2822, and those others that mean one thing in the news of the world.
/// Names that stand for several zones (IST, AST, ECT …) are not guessed.
pub(super) fn named_zone(name: &str) -> Option<Offset> {
    const MINUTES: [(&str, i32); 34] = [
        ("Z", 0),
        ("UT", 0),
        ("UTC", 0),
        ("GMT", 0),
        ("WET", 0),
        ("EST", -300),
        ("EDT", -240),
        ("CST", -360),
        ("CDT", -300),
        ("MST", -420),
        ("MDT", -360),
        ("PST", -480),
        ("PDT", -420),
        ("AKST", -540),
        ("AKDT", -480),
        ("HST", -600),
        ("BST", 60),
        ("WEST", 60),
        ("CET", 60),
        ("MEZ", 60),
        ("MET", 60),
        ("CEST", 120),
        ("MESZ", 120),
        ("MEST", 120),
        ("EET", 120),
        ("SAST", 120),
        ("EEST", 180),
        ("MSK", 180),
        ("HKT", 480),
        ("JST", 540),
        ("KST", 540),
        ("AEST", 600),
        ("AEDT", 660),
        ("NZST", 720),
    ];
    // "GMT+2", "UTC+02:00"
    let upper = name.to_ascii_uppercase();
    if let Some(rest) = upper.strip_prefix("GMT").or_else(|| upper.strip_prefix("UTC"))
        && rest.starts_with(['+', '-'])
    {
        return numeric_offset(rest.as_bytes()).ok();
    }
    let (_, minutes) = MINUTES.iter().find(|(known, _)| *known == upper)?;
    Offset::from_seconds(minutes * 60).ok()
}

pub(super) fn month_number(word: &str) -> Option<i32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let known = |name: &str| word == name || word == name[..3] || (word == "sept" && name == "september");
    let abroad = || ABROAD.iter().position(|names| names.contains(&word.as_str()));
    NAMES.iter().position(|name| known(name)).or_else(abroad).map(|index| index as i32 + 1)
}

/// What publishers' systems write instead when their machines speak Italian, French, Spanish, Portuguese, German,
/// Dutch or a language of the north. Names that mean two months are none of these.
const ABROAD: [&[&str]; 12] = [
    &["gennaio", "gen", "janvier", "janv", "enero", "ene", "januar", "januari", "janeiro"],
    &["febbraio", "febrero", "februar", "februari", "fevereiro", "fev", "fevr"],
    &["marzo", "mars", "maart", "mrt"],
    &["aprile", "abril", "abr", "avril", "avr"],
    &["maggio", "mag", "mayo", "mai", "maio", "maj", "mei"],
    &["giugno", "giu", "junio", "juin", "juni", "junho"],
    &["luglio", "lug", "julio", "juillet", "juil", "juli", "julho"],
    &["agosto", "ago", "aout", "augustus", "augusti"],
    &["settembre", "set", "septembre", "septiembre", "setembro"],
    &["ottobre", "ott", "octubre", "octobre", "oktober", "okt", "outubro", "out"],
    &["novembre", "noviembre", "novembro"],
    &["dicembre", "dic", "diciembre", "decembre", "dezember", "dez", "dezembro", "desember", "des"],
];

pub(super) fn is_weekday(word: &str) -> bool {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    word.len() >= 3 && NAMES.iter().any(|name| name.starts_with(&word))
}
