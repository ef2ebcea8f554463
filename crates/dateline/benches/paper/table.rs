//! The one table that a run prints: what was measured, against what it should be.

use std::time::Duration;

/// What a figure should be.
#[derive(Clone, Copy)]
pub enum Target {
    None,
    Below(f64),
}

/// Prints rows as they are measured, so that a long run shows where it is.
#[derive(Default)]
pub struct Table {
    missed: Vec<String>,
}

impl Table {
    pub fn begin() -> Table {
        println!("{:<66} {:>12} {:<10} {:>8}  met", "what", "value", "unit", "target");
        Table::default()
    }

    pub fn row(&mut self, name: &str, value: f64, unit: &str, target: Target) {
        let shown = match value.abs() {
            large if large >= 100.0 => format!("{value:.0}"),
            middle if middle >= 10.0 => format!("{value:.1}"),
            _ => format!("{value:.2}"),
        };
        let (wanted, met) = match target {
            Target::None => (String::new(), ""),
            Target::Below(most) if value < most => (format!("< {most}"), "yes"),
            Target::Below(most) => (format!("< {most}"), "NO"),
        };
        if met == "NO" {
            self.missed.push(format!("{name}: {shown} {unit}"));
        }
        println!("{name:<66} {shown:>12} {unit:<10} {wanted:>8}  {met}");
    }

    /// The middle and the worst but one in a hundred.
    pub fn spread(&mut self, name: &str, spread: &Spread, unit: Unit, target: Target) {
        self.row(&format!("{name}, p50"), spread.at(0.50, unit), unit.name(), Target::None);
        self.row(&format!("{name}, p99"), spread.at(0.99, unit), unit.name(), target);
    }

    pub fn end(self) {
        match self.missed.as_slice() {
            [] => println!("Every target that was measured is met."),
            missed => println!("Not met:\n  {}", missed.join("\n  ")),
        }
    }
}

/// In what a time is told.
#[derive(Clone, Copy)]
pub enum Unit {
    Micros,
    Millis,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Unit::Micros => "us",
            Unit::Millis => "ms",
        }
    }

    pub fn of(self, time: Duration) -> f64 {
        match self {
            Unit::Micros => time.as_secs_f64() * 1e6,
            Unit::Millis => time.as_secs_f64() * 1e3,
        }
    }
}

/// Many times of one thing.
#[derive(Default)]
pub struct Spread(Vec<Duration>);

impl Spread {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// The time below which this share of all lies.
    fn at(&self, share: f64, unit: Unit) -> f64 {
        let mut times = self.0.clone();
        times.sort_unstable();
        let place = (times.len() as f64 * share).ceil() as usize;
        times.get(place.saturating_sub(1)).map_or(f64::NAN, |time| unit.of(*time))
    }
}
