//! Copy to measure with: generated, the same at every run, and believable in what counts for speed —
//! how long stories are, how often words come back, how many stories share a topic or a day.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Name of the subject that files a story, and the section's slug.
pub const SECTIONS: [(&str, &str); 8] = [
    ("World affairs", "world"),
    ("Home news", "home"),
    ("Trade", "business"),
    ("Research", "science"),
    ("Sports", "sport"),
    ("Arts", "culture"),
    ("Weather", "weather"),
    ("Medicine", "medicine"),
];

/// Slugs of the agencies; each is a source of its name.
pub const AGENCIES: [&str; 6] = ["meridian", "norsund", "lumiere", "pacific", "continental", "tidewater"];

/// The last story of the archive is of this moment.
const LAST: &str = "2026-11-01T18:00:00Z";
/// Years over which the archive is spread.
const YEARS: i64 = 16;

/// One story.
pub struct Story {
    pub guid: String,
    pub version: u32,
    pub headline: String,
    pub section: usize,
    pub topics: Vec<String>,
    pub byline: String,
    pub place: String,
    pub urgency: u8,
    pub at: Timestamp,
    pub paragraphs: Vec<String>,
}

/// The story at place `n` of an archive of `of`, oldest first.
pub fn story(n: usize, of: usize) -> Story {
    let mut dice = Dice::new(n as u64);
    let last: Timestamp = LAST.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let step = YEARS * 365 * 86_400 / of.max(1) as i64;
    let at = last - SignedDuration::from_secs(step * (of - n) as i64 + dice.below(60) as i64);
    written(format!("tag:copy.example,2026:{n}"), at, &mut dice)
}

/// A story of `at`, told apart from others by `name`.
pub fn story_of(name: &str, at: Timestamp) -> Story {
    let seed = name.bytes().fold(7, |seed: u64, b| seed.wrapping_mul(31).wrapping_add(b.into()));
    written(format!("tag:copy.example,2026:{name}"), at, &mut Dice::new(seed))
}

fn written(guid: String, at: Timestamp, dice: &mut Dice) -> Story {
    let (place, person, company) = (dice.place(), dice.person(), dice.company());
    let headline = dice.headline(&place);
    let section = dice.common(SECTIONS.len());
    let mut topics = vec![SECTIONS[section].0.to_owned(), place.clone()];
    topics.extend((dice.below(2) == 0).then(|| company.clone()));
    topics.extend((dice.below(3) == 0).then(|| person.clone()));
    topics.push(capital(NOUNS[dice.common(NOUNS.len())]));
    let mut paragraphs = Vec::new();
    for _ in 0..7 + dice.below(8) {
        let sentences = 1 + dice.below(3);
        let text: Vec<String> = (0..sentences).map(|_| dice.sentence(&place, &person, &company)).collect();
        paragraphs.push(text.join(" "));
    }
    Story {
        guid,
        version: 1,
        headline,
        section,
        topics,
        byline: dice.person(),
        place,
        urgency: 4 + dice.below(3) as u8,
        at,
        paragraphs,
    }
}

/// As an agency's ninjs.
pub fn ninjs(story: &Story) -> Value {
    let subjects: Vec<Value> = story.topics.iter().map(|name| json!({ "name": name })).collect();
    let body: String = story.paragraphs.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    json!({
        "uri": story.guid,
        "type": "text",
        "version": story.version.to_string(),
        "pubstatus": "usable",
        "language": "en",
        "urgency": story.urgency,
        "firstcreated": story.at.to_string(),
        "versioncreated": (story.at + SignedDuration::from_secs(i64::from(story.version) - 1)).to_string(),
        "headline": story.headline,
        "byline": format!("By {}", story.byline),
        "located": story.place,
        "subject": subjects,
        "body_html": body,
    })
}

/// As an entry of a site's RSS feed.
pub fn rss(stories: &[Story]) -> String {
    let items: String = stories
        .iter()
        .map(|story| {
            let body: String = story.paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
            let topics: String =
                story.topics.iter().map(|topic| format!("<category>{topic}</category>")).collect();
            format!(
                "<item><title>{}</title><guid isPermaLink=\"false\">{}</guid><dc:creator>{}</dc:creator>\
                 <pubDate>{}</pubDate>{topics}<content:encoded><![CDATA[{body}]]></content:encoded></item>\n",
                story.headline,
                story.guid,
                story.byline,
                story.at.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Copy</title>\n\
         <link>https://copy.example/</link><description>Copy</description>{items}</channel></rss>"
    )
}

/// Random numbers that are the same at every run.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x1234_5678))
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % most as u64) as usize
    }

    /// As words are in a language: the first ones often, the last ones hardly ever.
    fn common(&mut self, most: usize) -> usize {
        let share = self.below(1_000_000) as f64 / 1_000_000.0;
        ((most as f64 + 1.0).powf(share) - 1.0) as usize % most
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.common(words.len())]
    }

    fn place(&mut self) -> String {
        let n = self.common(PLACE_HEADS.len() * PLACE_TAILS.len());
        // Spread, so that frequent places do not all begin alike.
        let n = n * 97 % (PLACE_HEADS.len() * PLACE_TAILS.len());
        format!("{}{}", PLACE_HEADS[n % PLACE_HEADS.len()], PLACE_TAILS[n / PLACE_HEADS.len()])
    }

    fn surname(&mut self) -> String {
        let n = self.common(NAME_HEADS.len() * NAME_MIDDLES.len() * NAME_TAILS.len());
        let n = n * 389 % (NAME_HEADS.len() * NAME_MIDDLES.len() * NAME_TAILS.len());
        let (head, rest) = (n % NAME_HEADS.len(), n / NAME_HEADS.len());
        let (middle, tail) = (rest % NAME_MIDDLES.len(), rest / NAME_MIDDLES.len());
        format!("{}{}{}", NAME_HEADS[head], NAME_MIDDLES[middle], NAME_TAILS[tail])
    }

    fn person(&mut self) -> String {
        format!("{} {}", FIRST_NAMES[self.below(FIRST_NAMES.len())], self.surname())
    }

    fn company(&mut self) -> String {
        format!("{} {}", self.surname(), self.of(&TRADES))
    }

    fn headline(&mut self, place: &str) -> String {
        let (noun, other, verb) = (self.of(&NOUNS), self.of(&NOUNS), self.of(&VERBS));
        let adjective = self.of(&ADJECTIVES);
        match self.below(6) {
            0 => format!("{place} {noun} {verb} after {adjective} {other}"),
            1 => format!("{} {noun} {verb} {other} in {place}", capital(adjective)),
            2 => format!("{}: {noun} {verb} as {other} looms", place),
            3 => format!("{} {verb} {adjective} {other} over {noun} near {place}", self.surname()),
            4 => format!("How the {noun} of {place} {verb} its {other}"),
            _ => format!("{} says {adjective} {noun} {verb} {other}", self.company()),
        }
    }

    fn sentence(&mut self, place: &str, person: &str, company: &str) -> String {
        let (a, b, c) = (self.of(&NOUNS), self.of(&NOUNS), self.of(&NOUNS));
        let (x, y) = (self.of(&ADJECTIVES), self.of(&ADJECTIVES));
        let (v, w) = (self.of(&VERBS), self.of(&VERBS));
        let (day, number) = (DAYS[self.below(7)], 3 + self.below(997));
        let other = if self.below(4) == 0 { self.place() } else { place.to_owned() };
        match self.below(14) {
            0 => format!("The {x} {a} in {other} {v} the {b} on {day}, officials said."),
            1 => format!("\"We will not accept a {x} {a} before the {b},\" {person} told reporters."),
            2 => format!("{company} {v} {number} million in {a}, against {} a year ago.", number / 2 + 1),
            3 => format!("Witnesses in {other} described a {x} {a} and a {y} {b} near the {c}."),
            4 => format!("{person}, who {v} the {a} for {} years, declined to comment.", number % 30 + 2),
            5 => format!("The {a} comes as the {b} of {other} {w} under {x} pressure from the {c}."),
            6 => format!("At least {number} people were affected by the {a}, the {b} authority said."),
            7 => format!("Analysts at {company} expect the {a} to {} by {day}.", infinitive(v)),
            8 => format!("It was the {} time this year that a {x} {a} {v} the {b}.", ORDINALS[number % 8]),
            9 => format!("A spokesman for the {a} said the {b} was {x} and the {c} {y}."),
            10 => format!(
                "{} {} of {other} said: \"The {a} {v}, and so did the {x} {b}.\"",
                "Mayor",
                self.surname()
            ),
            11 => format!("Ceasefire talks over the {a} resume on {day} in {other}, after a {x} {b}."),
            12 => format!("Under the agreement, the {a} {v} the {b} within {} days.", number % 90 + 2),
            _ => format!("The {b} followed a {x} {a}; {}, {person} said, had {v} the {c}.", self.surname()),
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

fn infinitive(past: &str) -> &str {
    past.strip_suffix("ed").unwrap_or(past)
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ORDINALS: [&str; 8] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
const TRADES: [&str; 10] =
    ["Shipping", "Energy", "Holdings", "Foods", "Rail", "Insurance", "Mining", "Telecom", "Motors", "Press"];
const FIRST_NAMES: [&str; 40] = [
    "Ada", "Bruno", "Carla", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Leon",
    "Mara", "Nils", "Olga", "Pavel", "Quinn", "Rosa", "Samir", "Tove", "Ugo", "Vera", "Wim", "Xenia",
    "Yusuf", "Zora", "Amara", "Bela", "Chidi", "Dalia", "Emil", "Fleur", "Goran", "Hana", "Idris", "Jun",
    "Kofi", "Lucia", "Milos", "Noor",
];
const NAME_HEADS: [&str; 28] = [
    "Bar", "Cor", "Dal", "Fen", "Gar", "Hal", "Iver", "Jan", "Kar", "Lor", "Mad", "Nor", "Ost", "Per", "Rad",
    "San", "Tor", "Ul", "Var", "Wes", "Zan", "Bel", "Cal", "Del", "Fal", "Hol", "Mor", "Vel",
];
const NAME_MIDDLES: [&str; 8] = ["a", "e", "i", "o", "an", "er", "in", "ul"];
const NAME_TAILS: [&str; 16] = [
    "berg", "dottir", "escu", "field", "hart", "ini", "kov", "land", "mann", "nen", "poulos", "quist",
    "rell", "ssen", "vic", "zade",
];
const PLACE_HEADS: [&str; 30] = [
    "Aver", "Brin", "Castel", "Dun", "Ells", "Fjor", "Glen", "Harl", "Isen", "Kirk", "Lind", "Mar", "Nord",
    "Oster", "Pell", "Quill", "Raven", "Sol", "Thorn", "Ulver", "Vall", "Wick", "Yar", "Zell", "Amber",
    "Black", "Cold", "Deep", "East", "Fair",
];
const PLACE_TAILS: [&str; 14] = [
    "ton", "by", "haven", "mouth", "stad", "burg", "ford", "minster", "wall", "ness", "port", "dale", "holm",
    "moor",
];
const ADJECTIVES: [&str; 40] = [
    "new",
    "late",
    "sudden",
    "quiet",
    "bitter",
    "narrow",
    "costly",
    "rare",
    "fresh",
    "heavy",
    "fragile",
    "public",
    "secret",
    "broad",
    "tense",
    "steady",
    "early",
    "deep",
    "local",
    "joint",
    "formal",
    "hostile",
    "modest",
    "record",
    "urgent",
    "partial",
    "lasting",
    "doubtful",
    "northern",
    "southern",
    "coastal",
    "industrial",
    "unexpected",
    "disputed",
    "historic",
    "temporary",
    "regional",
    "provisional",
    "unprecedented",
    "contentious",
];
const VERBS: [&str; 40] = [
    "delayed",
    "opened",
    "rejected",
    "halted",
    "backed",
    "ended",
    "doubled",
    "signed",
    "closed",
    "resumed",
    "defended",
    "reached",
    "cancelled",
    "extended",
    "expanded",
    "blocked",
    "revived",
    "approved",
    "questioned",
    "suspended",
    "welcomed",
    "tested",
    "launched",
    "abandoned",
    "attacked",
    "repaired",
    "flooded",
    "inspected",
    "condemned",
    "restored",
    "privatised",
    "postponed",
    "renewed",
    "investigated",
    "overturned",
    "redrafted",
    "evacuated",
    "ratified",
    "subsidised",
    "quarantined",
];
const NOUNS: [&str; 110] = [
    "government",
    "minister",
    "talks",
    "election",
    "court",
    "strike",
    "budget",
    "border",
    "harbour",
    "parliament",
    "market",
    "storm",
    "police",
    "bank",
    "union",
    "vote",
    "school",
    "hospital",
    "railway",
    "treaty",
    "army",
    "council",
    "flood",
    "inquiry",
    "bridge",
    "ferry",
    "mayor",
    "protest",
    "verdict",
    "crisis",
    "reform",
    "summit",
    "ceasefire",
    "champion",
    "league",
    "museum",
    "vaccine",
    "drought",
    "harvest",
    "pipeline",
    "airport",
    "festival",
    "sanctions",
    "refugees",
    "fishery",
    "glacier",
    "satellite",
    "orchestra",
    "novel",
    "stadium",
    "penalty",
    "coach",
    "coalition",
    "embassy",
    "envoy",
    "tribunal",
    "merger",
    "inflation",
    "pension",
    "tariff",
    "refinery",
    "reactor",
    "wildfire",
    "earthquake",
    "lighthouse",
    "trawler",
    "cathedral",
    "archive",
    "laboratory",
    "telescope",
    "outbreak",
    "surgeon",
    "orchard",
    "vineyard",
    "quarry",
    "dockyard",
    "tunnel",
    "viaduct",
    "tramway",
    "regatta",
    "marathon",
    "referee",
    "goalkeeper",
    "soprano",
    "sculptor",
    "playwright",
    "biennale",
    "monastery",
    "excavation",
    "shipwreck",
    "meteorite",
    "volcano",
    "avalanche",
    "heatwave",
    "hailstorm",
    "barometer",
    "aquifer",
    "wetland",
    "lichen",
    "sturgeon",
    "albatross",
    "antibody",
    "genome",
    "neutrino",
    "catalyst",
    "turbine",
    "semaphore",
    "almanac",
    "gazetteer",
    "colophon",
];
