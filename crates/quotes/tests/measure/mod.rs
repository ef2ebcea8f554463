//! How well found quotations agree with labelled ones. The measures are those that a set of labelled stories is
//! published with: strict (both ends equal), relaxed (half of the longer one shared), attributed (relaxed, and the
//! speaker's words overlap or the name is right), speaker (relaxed, and the full name is right).

use std::collections::HashSet;

use serde_json::Value;

/// A quotation by character offsets.
pub struct Labelled {
    pub span: (usize, usize),
    pub mention: Option<(usize, usize)>,
    pub name: Option<String>,
}

impl Labelled {
    pub fn all(document: &Value) -> Vec<Labelled> {
        let number = |value: &Value, key: &str| value[key].as_u64().map(|number| number as usize);
        let one = |quote: &Value| Labelled {
            span: (number(quote, "start").unwrap(), number(quote, "end").unwrap()),
            mention: number(quote, "speaker_start").zip(number(quote, "speaker_end")),
            name: quote["speaker"].as_str().map(str::to_owned),
        };
        document["quotes"].as_array().unwrap().iter().map(one).collect()
    }
}

#[derive(Default)]
pub struct Totals {
    gold: usize,
    named: usize,
    found: usize,
    unnamed_found: usize,
    strict: usize,
    relaxed: usize,
    attributed: usize,
    speaker: usize,
}

impl Totals {
    pub fn add(&mut self, gold: &[Labelled], found: &[Labelled], ignored: &[(usize, usize)]) {
        self.gold += gold.len();
        self.named += gold.iter().filter(|quote| quote.name.is_some()).count();
        let mut pairs: Vec<(usize, usize, usize, usize)> = Vec::new();
        for (g, one) in gold.iter().enumerate() {
            for (f, other) in found.iter().enumerate() {
                let shared = shared(one.span, other.span);
                let longer = len(one.span).max(len(other.span));
                if shared > 0 && 2 * shared >= longer {
                    pairs.push((shared, longer, g, f));
                }
            }
        }
        // The best pairs first; each quotation is in one pair only.
        pairs.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)).then((a.2, a.3).cmp(&(b.2, b.3))));
        let (mut used, mut matched) = (HashSet::new(), HashSet::new());
        for (_, _, g, f) in pairs {
            if used.contains(&g) || matched.contains(&f) {
                continue;
            }
            used.insert(g);
            matched.insert(f);
            self.pair(&gold[g], &found[f]);
        }
        let is_ignored =
            |span: (usize, usize)| ignored.iter().any(|part| 2 * shared(span, *part) >= len(span));
        self.found += (0..found.len()).filter(|f| matched.contains(f) || !is_ignored(found[*f].span)).count();
    }

    fn pair(&mut self, gold: &Labelled, found: &Labelled) {
        let overlaps = gold.mention.zip(found.mention).is_some_and(|(one, other)| shared(one, other) > 0);
        let named =
            gold.name.as_deref().zip(found.name.as_deref()).is_some_and(|(one, other)| same(one, other));
        self.relaxed += 1;
        self.strict += usize::from(gold.span == found.span);
        self.attributed += usize::from(overlaps || named);
        self.speaker += usize::from(named);
        self.unnamed_found += usize::from(gold.name.is_none());
    }

    pub fn strict(&self) -> f64 {
        f1(self.strict, self.found, self.gold)
    }

    pub fn attributed(&self) -> f64 {
        f1(self.attributed, self.found, self.gold)
    }

    pub fn speaker(&self) -> f64 {
        f1(self.speaker, self.found - self.unnamed_found, self.named)
    }

    pub fn line(&self, name: &str) -> String {
        let speaker = if self.named > 0 { format!("{:5.1}", self.speaker()) } else { "    -".to_owned() };
        format!(
            "{name:<24} gold {:>5}  found {:>5}  strict {:5.1}  relaxed {:5.1}  attributed {:5.1}  speaker {speaker}",
            self.gold,
            self.found,
            self.strict(),
            f1(self.relaxed, self.found, self.gold),
            self.attributed(),
        )
    }
}

fn f1(right: usize, found: usize, gold: usize) -> f64 {
    200.0 * right as f64 / (found + gold).max(1) as f64
}

fn len(span: (usize, usize)) -> usize {
    span.1 - span.0
}

fn shared(one: (usize, usize), other: (usize, usize)) -> usize {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

/// Whether two names are one: titles, articles and a missing first name are forgiven.
pub fn same(one: &str, other: &str) -> bool {
    const FORGIVEN: [&str; 16] = [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "senator",
        "president",
        "prime",
        "minister",
        "the",
        "a",
        "an",
        "sir",
        "rev",
        "bishop",
        "secretary",
    ];
    let words = |name: &str| -> Vec<String> {
        let lower = name.to_lowercase().replace("’s", "").replace("'s", "");
        let mut words: Vec<String> = lower
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        while words.len() > 1 && FORGIVEN.contains(&words[0].as_str()) {
            words.remove(0);
        }
        words
    };
    let (one, other) = (words(one), words(other));
    match (one.as_slice(), other.as_slice()) {
        ([], _) | (_, []) => false,
        ([only], [.., last]) | ([.., last], [only]) => only == last,
        _ => one == other,
    }
}
