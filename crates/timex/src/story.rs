//! What a story has said so far: expressions like "the previous day" and "a year earlier" are counted
//! from it.

use jiff::civil::Date;

use crate::{
    calendar,
    classes::Unit,
    expression::Anchor,
    value::{Amount, Calendar, Value},
};

/// The document's date, and the latest places in the calendar that the story named.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Story {
    pub document: Option<Date>,
    /// The last day that was named.
    pub day: Option<Date>,
    /// The last month, week or day that was named, as its first day.
    pub month: Option<Date>,
    pub year: Option<i16>,
    /// The year that the words named last, until the story comes back to the document's days.
    pub told: Option<i16>,
    /// The words named it in this sentence.
    pub told_here: bool,
    /// The quarter under discussion, in reports of earnings.
    pub quarter: Option<(i16, i8)>,
    /// The last period that was named was that quarter, and not "the nine months".
    pub of_quarter: bool,
    /// The last expression was "the three months".
    three_months: bool,
    /// The story reports earnings.
    pub company: bool,
}

impl Story {
    pub(crate) fn new(document: Option<Date>) -> Story {
        Story { document, ..Story::default() }
    }

    /// Remembers what a found expression names.
    pub(crate) fn heard(&mut self, value: &Value, anchor: Anchor) {
        self.told_here |= anchor == Anchor::Words && value.is_calendar();
        match (anchor, *value) {
            (Anchor::Words, Value::Date(Calendar::Day(day))) => self.told = Some(day.year()),
            (
                Anchor::Words,
                Value::Date(
                    Calendar::Month(year, _)
                    | Calendar::Season(year, _)
                    | Calendar::Quarter(year, _)
                    | Calendar::Half(year, _)
                    | Calendar::Year(year),
                ),
            ) => self.told = Some(year),
            // "in a strike last year"
            (Anchor::Document, Value::Date(Calendar::Year(year))) => self.told = Some(year),
            (Anchor::Document, Value::Date(_) | Value::Time(..)) => self.told = None,
            _ => {}
        }
        self.hear_quarter(value);
        match *value {
            Value::Date(Calendar::Day(day)) | Value::Time(Some(day), _) => {
                self.day = Some(day);
                self.month = Some(day);
                self.year = Some(day.year());
            }
            Value::Date(Calendar::Month(year, month)) => {
                self.month = calendar::day(year, i64::from(month), 1);
                self.year = Some(year);
            }
            Value::Date(Calendar::Year(year)) => self.year = Some(year),
            Value::Date(Calendar::Quarter(year, quarter)) => {
                self.year = Some(year);
                self.of_quarter = true;
                // Reports are of quarters that are over; a comparison with an older one, or a forecast, does
                // not change the subject.
                let over = self.document.is_none_or(|day| {
                    (year, i64::from(quarter)) < (day.year(), calendar::quarter(day.month()))
                });
                if over && self.quarter.is_none_or(|known| (year, quarter) > known) {
                    self.quarter = Some((year, quarter));
                }
            }
            Value::Duration(_, Unit::Month | Unit::Year) => self.of_quarter = false,
            _ => {}
        }
    }

    /// "the three months ended Sept. 30" are a quarter.
    fn hear_quarter(&mut self, value: &Value) {
        if let (true, Value::Date(Calendar::Day(day))) = (self.three_months, *value)
            && day.month() % 3 == 0
            && day.day() > 25
            && self.document.is_none_or(|document| day <= document)
        {
            self.quarter = Some((day.year(), day.month() / 3));
            self.of_quarter = true;
        }
        self.three_months = *value == Value::Duration(Amount::Thousandths(3000), Unit::Month);
    }

    /// The last day that the story named, or else the document's.
    pub(crate) fn last_day(&self) -> Option<Date> {
        self.day.or(self.document)
    }

    /// Is it another year than the one that the story is telling of?
    pub(crate) fn is_elsewhere(&self, year: i16) -> bool {
        self.told.is_some_and(|told| told != year)
    }

    pub(crate) fn last_year(&self) -> Option<i16> {
        self.year.or(self.document.map(Date::year))
    }
}
