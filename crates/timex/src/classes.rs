//! The classes that a language file sorts its words into, and the values that a word of each may have.

macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// What a word, or a number by its shape, may be in an expression. Also the name of the slot that
        /// it fills when a pattern matches.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Class { $($(#[$doc])* $variant,)* }

        impl Class {
            pub(crate) fn named(name: &str) -> Option<Class> {
                match name { $($name => Some(Class::$variant),)* _ => None }
            }
        }
    };
}

classes! {
    /// 1 to 12.
    Month = "month",
    /// Monday is 1.
    Weekday = "weekday",
    /// "Mondays": every one of them.
    Weekdays = "weekdays",
    Unit = "unit",
    /// The plural of a unit, where the language has one.
    Units = "units",
    Season = "season",
    /// A part of the day.
    Part = "part",
    Parts = "parts",
    /// early, mid, late
    Phase = "phase",
    /// about, nearly, more than
    Degree = "degree",
    /// last, this, next
    Rel = "rel",
    /// ago, earlier, later
    Shift = "shift",
    /// Days from the document's: yesterday is −1.
    Deictic = "deictic",
    /// now, recently, soon
    Vague = "vague",
    Ordinal = "ordinal",
    /// A number, in thousandths; −1 is "several".
    Number = "number",
    /// Times a hundred or a thousand, in number words.
    Scale = "scale",
    /// What may stand between number words: "twenty-five", "treinta y cinco".
    Joiner = "joiner",
    /// "and a half", in thousandths.
    Fraction = "fraction",
    /// A number by its shape: 1 to 31.
    Day = "day",
    /// Four digits.
    Year = "year",
    /// Two digits.
    Year2 = "year2",
    /// 1 to 12, in figures.
    MonthNumber = "monthnumber",
    /// 0 to 24.
    Hour = "hour",
    /// Two digits under 60.
    Minute = "minute",
    /// Four digits, or two pairs with a dot, that may be a time: minutes since midnight.
    HourMinute = "hourminute",
    /// 0 is a.m., 12 is p.m.
    Meridiem = "meridiem",
    /// Minutes east of Greenwich.
    Zone = "zone",
    /// noon, midnight: minutes since midnight.
    ClockWord = "clockword",
    /// every: 1; every other: 2.
    Every = "every",
    /// daily, weekly: the unit.
    Often = "often",
    Fiscal = "fiscal",
    /// One of the language file's holidays.
    Holiday = "holiday",
    /// "nineties": 90.
    DecadeWord = "decadeword",
    /// A verb, or another word, that speaks of what is to come.
    Future = "future",
    /// A verb that speaks of what was.
    Past = "past",
    /// "to" before a verb.
    Infinitive = "infinitive",
    /// "for", where it may take the place of "to": "set for".
    Toward = "toward",
    /// A word with a capital letter that the language's table does not have.
    Name = "name",
    /// "be": the participle behind it is no past.
    Passive = "passive",
    /// "but", "while": what opens a clause behind a comma; 2 without one ("que").
    Clause = "clause",
    /// The, a, his: what stands before a noun and not before a verb.
    Article = "article",
    /// Ends like a past verb and is none: "need", "succeed".
    Plain = "plain",
    /// A word of reports of earnings.
    Company = "company",
    /// Spans of the language's own making that rules only need as context.
    Context = "context",
    /// The same; a second one.
    Noun = "noun",
}

/// A word's value, from how the language file writes it.
pub(crate) fn value(class: Class, written: &str) -> Option<i64> {
    let found = match class {
        Class::Unit | Class::Units | Class::Often => Unit::named(written)? as i64,
        Class::Season => Season::named(written)? as i64,
        Class::Part | Class::Parts => Part::named(written)? as i64,
        Class::Phase | Class::Degree => Modifier::named(written)? as i64,
        Class::Rel => Rel::named(written)? as i64,
        Class::Shift => Shift::named(written)? as i64,
        Class::Future => Ahead::named(written)? as i64,
        Class::Past => Past::named(written)? as i64,
        Class::Number | Class::Fraction if written == "some" => -1,
        Class::Number | Class::Fraction => (written.parse::<f64>().ok()? * 1000.0) as i64,
        Class::Vague => match written {
            "past" => 0,
            "present" => 1,
            "future" => 2,
            _ => return None,
        },
        Class::Meridiem => match written {
            "am" => 0,
            "pm" => 12,
            _ => return None,
        },
        _ => written.parse().ok()?,
    };
    Some(found)
}

macro_rules! named {
    ($(#[$doc:meta])* $kind:ident: $($variant:ident = $name:literal,)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $kind { $($variant,)* }

        impl $kind {
            pub(crate) fn named(name: &str) -> Option<$kind> {
                match name { $($name => Some($kind::$variant),)* _ => None }
            }

            /// The inverse of `as i64`.
            pub(crate) fn of(number: i64) -> Option<$kind> {
                const ALL: &[$kind] = &[$($kind::$variant,)*];
                ALL.get(usize::try_from(number).ok()?).copied()
            }

            /// As TIMEX3, or the language file, writes it.
            #[allow(dead_code, reason = "some are only read from the file")]
            pub fn code(self) -> &'static str {
                match self { $($kind::$variant => $name,)* }
            }
        }
    };
}

named! {
    /// A unit of time, from the shortest.
    Unit: Second = "second", Minute = "minute", Hour = "hour", Day = "day", Weekend = "weekend",
    Week = "week", Fortnight = "fortnight", Month = "month", Quarter = "quarter", Season = "season",
    Year = "year", Decade = "decade", Century = "century", Millennium = "millennium",
}

named! {
    /// Winter belongs to the year that it begins in, as in TimeML.
    Season: Spring = "SP", Summer = "SU", Autumn = "FA", Winter = "WI",
}

named! {
    /// A part of the day.
    Part: Morning = "MO", Midday = "MI", Afternoon = "AF", Evening = "EV", Night = "NI", Daytime = "DT",
}

named! {
    /// TIMEX3's `mod`.
    Modifier: Start = "START", Mid = "MID", End = "END", Approx = "APPROX", LessThan = "LESS_THAN",
    MoreThan = "MORE_THAN", EqualOrLess = "EQUAL_OR_LESS", EqualOrMore = "EQUAL_OR_MORE",
    Before = "BEFORE", After = "AFTER", OnOrBefore = "ON_OR_BEFORE", OnOrAfter = "ON_OR_AFTER",
}

named! {
    /// Which one, seen from the document's day; of the last four, from the day that the story last spoke of.
    Rel: Last = "last", This = "this", Next = "next", Past = "past", Coming = "coming", Recent = "recent",
    Latest = "latest", The = "the", Previous = "previous", Following = "following", Same = "same", That = "that",
}

named! {
    /// Which way a number of units goes: from the document's day (ago, hence), or the story's (earlier, later).
    Shift: Ago = "ago", Hence = "hence", Earlier = "earlier", Later = "later",
}

named! {
    /// How a word speaks of what is to come.
    Ahead:
    // "hopes": moves a month, and no weekday.
    Weak = "weak",
    // "will"
    Strong = "strong",
    // "is", "set": strong when "to" follows, and else nothing.
    WithTo = "with_to",
    // "plans": strong when "to" follows, and else weak.
    Plan = "plan",
    // "until": takes its side from the verb.
    Until = "until",
    // "postponed": past, but for what it puts off something to.
    PutsOff = "puts_off",
    // "by": to come, if no verb says otherwise.
    By = "by",
    // "predicted": past, but weak when an article follows, and strong when "to" does.
    Foretells = "foretells",
    // "decide": strong, but behind "to" or "not".
    Base = "base",
    // "from": in a story told in the past, of either side.
    From = "from",
}

named! {
    /// How a word speaks of what was.
    Past:
    // "said"
    Plain = "plain",
    // "gave": a past that reaches to the present, and with "until" beyond it ("gave them until").
    Perfect = "perfect",
    // "has": the same, unless it is what somebody has now ("has an examination on Sunday").
    Has = "has",
    // "had": one before another.
    Had = "had",
    // "began": what it "began to" do was, too.
    Began = "began",
}
