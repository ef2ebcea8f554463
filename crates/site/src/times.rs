//! Times as readers see them: in the paper's zone, with the zone's name, and never sharper than they
//! are known.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ZonedDateTime};
use wire::{Moment, Precision};

use crate::view::TimeView;

/// Prints times in the paper's zone and language.
#[derive(Debug, Clone)]
pub struct Times {
    zone: TimeZone,
    names: &'static Names,
}

/// The words of one language. Another language is another table.
#[derive(Debug)]
struct Names {
    weekdays: [&'static str; 7],
    months: [&'static str; 12],
    short_months: [&'static str; 12],
}

static ENGLISH: Names = Names {
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    short_months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
};

impl Times {
    pub fn new(zone: TimeZone) -> Self {
        Times { zone, names: &ENGLISH }
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

    /// A calendar day: "Monday 10 September 2018".
    pub fn date(&self, date: Date) -> TimeView {
        let day = self.day(date);
        TimeView { iso: date.to_string(), long: self.long_day(date), short: day.clone(), day }
    }

    /// "September 2018".
    pub fn month(&self, date: Date) -> String {
        format!("{} {}", self.month_name(date), date.year())
    }

    /// "September".
    pub fn month_name(&self, date: Date) -> &'static str {
        self.names.months[usize::from(date.month().unsigned_abs().saturating_sub(1)) % 12]
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
        let hour = format!("{:02}:{:02} {}", time.hour(), time.minute(), zone_name(at));
        let day = self.day(date);
        TimeView {
            iso: String::new(),
            long: format!("{}, {hour}", self.long_day(date)),
            short: format!("{day}, {hour}"),
            day,
        }
    }

    fn long_day(&self, date: Date) -> String {
        let weekday =
            self.names.weekdays[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
        format!("{weekday} {} {}", date.day(), self.month(date))
    }

    fn day(&self, date: Date) -> String {
        let month = self.names.short_months[usize::from(date.month().unsigned_abs().saturating_sub(1)) % 12];
        format!("{} {month} {}", date.day(), date.year())
    }
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
        Times::new(TimeZone::get(zone).unwrap())
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_is_printed_in_the_papers_zone_with_its_name() {
        let view = times("Europe/London").instant(at("2018-09-10T17:42:00Z"));
        assert_eq!(view.iso, "2018-09-10T17:42:00Z");
        assert_eq!(view.long, "Monday 10 September 2018, 18:42 BST");
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
        assert_eq!(view.long, "Monday 10 September 2018");
        assert_eq!(view.short, "10 Sept 2018");
    }

    #[test]
    fn the_next_day_begins_at_midnight_also_where_clocks_change() {
        let paris = times("Europe/Paris");
        assert_eq!(paris.next_day(at("2026-03-28T23:30:00Z")), at("2026-03-29T22:00:00Z"));
        assert_eq!(paris.next_day(at("2026-03-28T22:30:00Z")), at("2026-03-28T23:00:00Z"));
        assert_eq!(paris.today(at("2026-03-28T23:30:00Z")).long, "Sunday 29 March 2026");
    }
}
