//! Times as readers see them: in the paper's zone, with the zone's name, and never sharper than they
//! are known.

use icu_calendar::Gregorian;
use icu_calendar::types::RataDie;
use icu_datetime::fieldsets::{M, T, YMD, YMDE};
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_locale_core::Locale;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ZonedDateTime};
use wire::{Moment, Precision};

use crate::making::direction;
use crate::view::TimeView;

/// Prints times in the paper's zone and language.
pub struct Times {
    zone: TimeZone,
    /// "Monday, 10 September 2018", as the language has it.
    long: Formatter<YMDE>,
    /// "10 September 2018".
    full: Formatter<YMD>,
    /// "10 Sept 2018".
    short: Formatter<YMD>,
    /// "September".
    month: Formatter<M>,
    /// "18:42" or "6:42 pm".
    hour: NoCalendarFormatter<T>,
    /// What stands between day and hour.
    comma: &'static str,
}

type Formatter<Fields> = FixedCalendarDateTimeFormatter<Gregorian, Fields>;

impl Times {
    /// `language` is BCP 47; one that is not known gets dates in numbers.
    pub fn new(zone: TimeZone, language: &str) -> Self {
        let locale = locale(language);
        // Every locale has data, at least those of "und".
        Self::of_locale(&zone, &locale)
            .or_else(|| Self::of_locale(&zone, &Locale::UNKNOWN))
            .unwrap_or_else(|| unreachable!("the data of the root locale are built in"))
    }

    fn of_locale(zone: &TimeZone, locale: &Locale) -> Option<Self> {
        Some(Times {
            zone: zone.clone(),
            long: Formatter::try_new(locale.into(), YMDE::long()).ok()?,
            full: Formatter::try_new(locale.into(), YMD::long()).ok()?,
            short: Formatter::try_new(locale.into(), YMD::medium()).ok()?,
            month: Formatter::try_new(locale.into(), M::long()).ok()?,
            hour: NoCalendarFormatter::try_new(locale.into(), T::hm()).ok()?,
            comma: if direction(&locale.to_string()) == "rtl" { "، " } else { ", " },
        })
    }

    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// What an agency wrote, in the paper's zone. A day stays that day wherever the paper is.
    pub fn moment(&self, moment: &Moment) -> TimeView {
        match moment.precision {
            Precision::Day => self.date(moment.day()),
            Precision::Time => {
                TimeView { iso: moment.iso(), ..self.clock(&moment.at.to_zoned_datetime(self.zone.clone())) }
            }
        }
    }

    /// An instant of our own: received, withdrawn.
    pub fn instant(&self, at: Timestamp) -> TimeView {
        self.moment(&Moment::utc(at))
    }

    /// The day of the visit, for the masthead.
    pub fn today(&self, now: Timestamp) -> TimeView {
        self.date(now.to_zoned_datetime(self.zone.clone()).date())
    }

    /// A calendar day: "Monday, 10 September 2018".
    pub fn date(&self, date: Date) -> TimeView {
        let day = self.day(date);
        TimeView { iso: date.to_string(), long: self.long_day(date), short: day.clone(), day }
    }

    /// "September".
    pub fn month_name(&self, date: Date) -> String {
        self.month.format(&gregorian(date)).to_string()
    }

    /// When the paper's next day begins: the moment at which every page's masthead is out of date.
    pub fn next_day(&self, now: Timestamp) -> Timestamp {
        let tomorrow = now.to_zoned_datetime(self.zone.clone()).date().checked_add(Span::new().days(1));
        let midnight =
            tomorrow.and_then(|day| day.to_zoned_datetime(self.zone.clone())).and_then(|z| z.start_of_day());
        // The calendar ends in the year 9999; pages may be stale on its last day.
        midnight.map_or(Timestamp::MAX, |midnight| midnight.timestamp())
    }

    fn clock(&self, at: &ZonedDateTime) -> TimeView {
        let (date, time) = (at.date(), at.time());
        let [hour, minute] = [time.hour(), time.minute()].map(i8::unsigned_abs);
        let hour =
            icu_time::Time::try_new(hour, minute, 0, 0).map(|time| self.hour.format(&time).to_string());
        let hour = format!("{} {}", hour.unwrap_or_default(), zone_name(at));
        let day = self.day(date);
        TimeView {
            iso: String::new(),
            long: format!("{}{}{hour}", self.long_day(date), self.comma),
            short: format!("{day}{}{hour}", self.comma),
            day,
        }
    }

    /// "10 September 2018".
    pub fn full_day(&self, date: Date) -> String {
        self.full.format(&gregorian(date)).to_string()
    }

    /// "Monday, 10 September 2018".
    pub fn long_day(&self, date: Date) -> String {
        self.long.format(&gregorian(date)).to_string()
    }

    fn day(&self, date: Date) -> String {
        self.short.format(&gregorian(date)).to_string()
    }
}

/// A civil date is always a date of this calendar.
fn gregorian(date: Date) -> icu_calendar::Date<Gregorian> {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    icu_calendar::Date::try_new_gregorian(date.year().into(), month, day)
        .unwrap_or_else(|_| icu_calendar::Date::from_rata_die(RataDie::new(1), Gregorian))
}

/// The data for Portugal mix words and numbers in a long date ("segunda-feira, 10/09/2018"); those for
/// Portuguese do not, and are read in Portugal too.
fn locale(language: &str) -> Locale {
    let language = if language.eq_ignore_ascii_case("pt-PT") { "pt" } else { language };
    language.parse().unwrap_or(Locale::UNKNOWN)
}

/// "GMT", "CEST"; zones that have no letters are told by their distance: "UTC+4", "UTC-03:30".
fn zone_name(at: &ZonedDateTime) -> String {
    let letters = at.strftime("%Z").to_string();
    if letters.bytes().all(|b| b.is_ascii_alphabetic()) && !letters.is_empty() {
        return letters;
    }
    let minutes = at.offset().seconds() / 60;
    let (hours, minutes, sign) =
        (minutes.abs() / 60, minutes.abs() % 60, if minutes < 0 { '-' } else { '+' });
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours:02}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(zone: &str) -> Times {
        Times::new(TimeZone::get(zone).unwrap(), "en-GB")
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_is_printed_in_the_papers_zone_with_its_name() {
        let view = times("Europe/London").instant(at("2018-09-10T17:42:00Z"));
        assert_eq!(view.iso, "2018-09-10T17:42:00Z");
        assert_eq!(view.long, "Monday, 10 September 2018, 18:42 BST");
        assert_eq!(view.short, "10 Sept 2018, 18:42 BST");
        assert_eq!(view.day, "10 Sept 2018");
        assert!(times("Europe/London").instant(at("2018-12-10T17:42:00Z")).long.ends_with("17:42 GMT"));
    }

    #[test]
    fn a_zone_without_letters_is_told_by_its_distance() {
        for (zone, name) in
            [("Asia/Dubai", "UTC+4"), ("Asia/Kathmandu", "UTC+05:45"), ("America/Sao_Paulo", "UTC-3")]
        {
            let long = times(zone).instant(at("2026-01-05T12:00:00Z")).long;
            assert!(long.ends_with(name), "{long}");
        }
    }

    #[test]
    fn a_date_without_a_time_never_shows_an_hour() {
        let midnight =
            Moment { at: at("2018-09-09T15:00:00Z"), offset: Some(9 * 3600), precision: Precision::Day };
        let view = times("America/New_York").moment(&midnight);
        assert_eq!(view.iso, "2018-09-10");
        assert_eq!(view.long, "Monday, 10 September 2018");
        assert_eq!(view.short, "10 Sept 2018");
    }

    #[test]
    fn the_next_day_begins_at_midnight_also_where_clocks_change() {
        let paris = times("Europe/Paris");
        assert_eq!(paris.next_day(at("2026-03-28T23:30:00Z")), at("2026-03-29T22:00:00Z"));
        assert_eq!(paris.next_day(at("2026-03-28T22:30:00Z")), at("2026-03-28T23:00:00Z"));
        assert_eq!(paris.today(at("2026-03-28T23:30:00Z")).long, "Sunday, 29 March 2026");
    }

    #[test]
    fn every_month_and_weekday_can_be_said_in_every_language() {
        let unknown = ["xx", "tlh-Latn", "no language", ""];
        let known =
            ["ar", "ar-EG", "de", "en", "en-GB", "es", "fr", "pt", "pt-BR", "pt-PT", "nb", "fa", "he", "ja"];
        for language in known.iter().chain(&unknown) {
            let times = Times::new(TimeZone::UTC, language);
            for days in 0..366 {
                let date = Date::constant(2018, 1, 1).checked_add(Span::new().days(days)).unwrap();
                let view = times.date(date);
                assert!(!view.long.is_empty() && !view.short.is_empty(), "{language} {date}");
                assert!(!times.month_name(date).is_empty(), "{language} {date}");
            }
            assert!(times.instant(at("2018-09-10T17:42:00Z")).long.ends_with("UTC"), "{language}");
        }
        let said = |language| Times::new(TimeZone::UTC, language).instant(at("2018-09-10T17:42:00Z")).long;
        assert_eq!(said("en"), "Monday, September 10, 2018, 5:42\u{202f}PM UTC");
        assert_eq!(said("de"), "Montag, 10. September 2018, 17:42 UTC");
        assert_eq!(said("pt-PT"), "segunda-feira, 10 de setembro de 2018, 17:42 UTC");
    }
}
