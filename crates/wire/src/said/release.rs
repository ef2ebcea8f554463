//! Until when: "EMBARGOED UNTIL 1800 GMT", "Sperrfrist: 27. November, 18.00 Uhr MEZ", "sous embargo jusqu'à 18h00 GMT".
//!
//! A date that is whole is read as any other. A clock without a date, with a weekday, or with a day without its
//! year, is the next such moment after the message was sent, and nothing where that is not known: no embargo is
//! broken by guessing, for the next such moment is the latest that can be meant by somebody who writes today.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use crate::{Hints, Moment, Precision, dates};

/// Nobody needs more words to say an hour, in bytes.
const LONGEST: usize = 240;

/// The moment that the words name, beside when they were sent.
pub(super) fn moment(words: &str, sent: Option<Moment>, hints: &Hints) -> Option<Moment> {
    let line: String = words.chars().take(LONGEST).collect();
    whole(&line, hints).or_else(|| next(&line, sent?, hints))
}

/// A whole date behind the words that hold back, as it stands.
fn whole(line: &str, hints: &Hints) -> Option<Moment> {
    let line = line.trim_end_matches(['.', ')', '=', '/', '*', '+', ' ']);
    let starts = line.char_indices().filter(|(at, _)| *at == 0 || line[..*at].ends_with([' ', ':']));
    starts.map(|(at, _)| &line[at..]).find_map(|rest| dates::parse(rest, hints).ok())
}

/// A clock and its zone, perhaps with a day.
fn next(line: &str, sent: Moment, hints: &Hints) -> Option<Moment> {
    if sent.precision == Precision::Day {
        return None;
    }
    let upper = super::plain(line);
    let words: Vec<&str> = upper
        .split([' ', ',', ';', '(', ')', '/', '=', '*'])
        .map(|word| word.trim_matches(['.', ':', '-']))
        .filter(|word| !word.is_empty())
        .collect();
    let (at, time) = (0..words.len()).find_map(|at| Some((at, clock(&words[at..])?)))?;
    let zone = words[at..].iter().take(4).find_map(|word| zone(word)).or_else(|| hints.zone.clone())?;
    let civil = sent.at.to_zoned_datetime(zone.clone()).date();
    let is_after = |date: Date| -> Option<Timestamp> {
        let moment = zone.to_timestamp(date.to_datetime(time)).ok()?;
        (moment > sent.at).then_some(moment)
    };
    let found = match (day_and_month(&words), words.iter().find_map(|word| weekday(word))) {
        (Some((day, month)), _) => [civil.year(), civil.year() + 1]
            .into_iter()
            .filter_map(|year| Date::new(year, month, day).ok())
            .find_map(is_after),
        (None, Some(weekday)) => (0..=7)
            .filter_map(|days: i64| civil.checked_add(days.days()).ok())
            .filter(|date| date.weekday() == weekday)
            .find_map(is_after),
        (None, None) => {
            (0..=1).filter_map(|days: i64| civil.checked_add(days.days()).ok()).find_map(is_after)
        }
    }?;
    Some(Moment { at: found, offset: Some(zone.to_offset(found).seconds()), precision: Precision::Time })
}

/// `1800`, `18:00`, `18.00`, `18H00`, `18H`, `18 UHR`, `6PM`, `6 P.M`, `NOON`: the clock that the words begin with.
fn clock(words: &[&str]) -> Option<Time> {
    let word = *words.first()?;
    let behind = words.get(1).copied().unwrap_or_default();
    match word {
        "NOON" | "MIDI" | "MITTAG" | "MEDIODIA" | "MEIO-DIA" => return Time::new(12, 0, 0, 0).ok(),
        "MIDNIGHT" | "MINUIT" | "MITTERNACHT" | "MEDIANOCHE" | "MEIA-NOITE" => return Some(Time::midnight()),
        _ => {}
    }
    let (number, mark) = word.split_at(word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(word.len()));
    let half = |word: &str| match word.replace('.', "").as_str() {
        "AM" => Some(0),
        "PM" => Some(12),
        _ => None,
    };
    let numbers = |text: &str| -> Option<(i8, i8)> {
        match text.split_once([':', '.', 'H']) {
            Some((hour, "")) => Some((hour.parse().ok()?, 0)),
            Some((hour, minute)) if minute.len() == 2 => Some((hour.parse().ok()?, minute.parse().ok()?)),
            None if text.len() == 4 => Some((text[..2].parse().ok()?, text[2..].parse().ok()?)),
            _ => None,
        }
    };
    if !number.is_ascii() || number.is_empty() {
        return None;
    }
    if let Some(after) = half(mark).or_else(|| half(behind).filter(|_| mark.is_empty())) {
        let (hour, minute) = numbers(number).or_else(|| Some((number.parse().ok()?, 0)))?;
        return (1..=12).contains(&hour).then(|| Time::new(hour % 12 + after, minute, 0, 0).ok()).flatten();
    }
    let is_year = |text: &str| {
        text.len() == 4 && !text.contains([':', '.']) && zone(behind).is_none() && !is_hour(behind)
    };
    let (hour, minute) = match (numbers(number), mark) {
        (Some(_), "") if is_year(number) => None,
        (Some(clock), "") => Some(clock),
        (None, "") if is_hour(behind) => Some((number.parse().ok()?, 0)),
        (None, mark) if mark.starts_with('H') => numbers(&format!("{number}{mark}")),
        (Some(clock), mark) if zone(mark).is_some() => Some(clock),
        _ => None,
    }?;
    Time::new(hour, minute, 0, 0).ok()
}

fn is_hour(word: &str) -> bool {
    matches!(word, "UHR" | "HRS" | "HOURS" | "HEURES" | "HORAS" | "H")
}

fn zone(word: &str) -> Option<TimeZone> {
    let hours = match word {
        "GMT" | "UTC" | "Z" | "TU" => 0,
        "BST" | "CET" | "MEZ" | "HNEC" => 1,
        "CEST" | "MESZ" => 2,
        "EST" | "CDT" => -5,
        "EDT" => -4,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    };
    Offset::from_hours(hours).ok().map(Offset::to_time_zone)
}

/// `27 NOVEMBER`, `NOV 27`, `27 DE NOVIEMBRE`.
fn day_and_month(words: &[&str]) -> Option<(i8, i8)> {
    let at = words.iter().position(|word| month(word).is_some())?;
    let day = |word: Option<&&str>| -> Option<i8> {
        let digits = word?.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
    };
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let before = if before == Some(&"DE") { at.checked_sub(2).and_then(|at| words.get(at)) } else { before };
    Some((day(before).or_else(|| day(words.get(at + 1)))?, month(words[at])?))
}

/// A month by its name or its usual short form, in the five languages.
fn month(word: &str) -> Option<i8> {
    const NAMES: [&str; 12] = [
        "JAN JANUARY JANVIER JANV JANUAR ENERO ENE JANEIRO",
        "FEB FEBRUARY FEVRIER FEVR FEBRUAR FEBRERO FEVEREIRO FEV",
        "MAR MARCH MARS MARZ MARZO MARCO",
        "APR APRIL AVRIL AVR ABRIL ABR",
        "MAY MAI MAYO MAIO",
        "JUN JUNE JUIN JUNI JUNIO JUNHO",
        "JUL JULY JUILLET JUIL JULI JULIO JULHO",
        "AUG AUGUST AOUT AGOSTO AGO",
        "SEP SEPT SEPTEMBER SEPTEMBRE SEPTIEMBRE SETEMBRO SET",
        "OCT OCTOBER OCTOBRE OKTOBER OKT OCTUBRE OUTUBRO OUT",
        "NOV NOVEMBER NOVEMBRE NOVIEMBRE NOVEMBRO",
        "DEC DECEMBER DECEMBRE DEZEMBER DEZ DICIEMBRE DIC DEZEMBRO",
    ];
    let at = NAMES.iter().position(|names| names.split(' ').any(|name| name == word))?;
    i8::try_from(at + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(Weekday, &str); 7] = [
        (Weekday::Monday, "MONDAY LUNDI MONTAG LUNES SEGUNDA-FEIRA"),
        (Weekday::Tuesday, "TUESDAY MARDI DIENSTAG MARTES TERCA-FEIRA"),
        (Weekday::Wednesday, "WEDNESDAY MERCREDI MITTWOCH MIERCOLES QUARTA-FEIRA"),
        (Weekday::Thursday, "THURSDAY JEUDI DONNERSTAG JUEVES QUINTA-FEIRA"),
        (Weekday::Friday, "FRIDAY VENDREDI FREITAG VIERNES SEXTA-FEIRA"),
        (Weekday::Saturday, "SATURDAY SAMEDI SAMSTAG SONNABEND SABADO"),
        (Weekday::Sunday, "SUNDAY DIMANCHE SONNTAG DOMINGO"),
    ];
    NAMES.iter().find(|(_, names)| names.split(' ').any(|name| name == word)).map(|(day, _)| *day)
}
