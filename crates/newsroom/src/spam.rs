//! How much a comment looks like those that moderators reject: a Bayesian filter.
//!
//! Each word, pair of words, host of a link and word of the name is a token. How often a token stood in
//! what was approved and in what was rejected gives its own probability (Robinson), those of the most
//! telling tokens are combined by Fisher's method, once as evidence for and once against. Pure: whoever
//! calls brings the counts.

use std::collections::BTreeSet;

/// How often a token stood in comments that were rejected and approved; or how many there were of each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub spam: u32,
    pub ham: u32,
}

/// The filter has no opinion before it has learnt so many of each.
pub const LEAST: u32 = 10;
/// Tokens that are read of one comment; the rest of a long one is not looked at.
pub const MOST_TOKENS: usize = 600;
/// The most telling tokens that are combined.
const TELLING: usize = 150;
/// A token this near to one half tells nothing.
const NEUTRAL: f64 = 0.1;
/// How strongly a token that was rarely seen is drawn to one half.
const STRENGTH: f64 = 0.45;

/// The likelihood of spam, 0 to 1; one half is "cannot say". `None` while too little was learnt.
pub fn score(all: Counts, tokens: impl IntoIterator<Item = Counts>) -> Option<f64> {
    if all.spam < LEAST || all.ham < LEAST {
        return None;
    }
    let mut telling: Vec<f64> = tokens
        .into_iter()
        .map(|seen| probability(all, seen))
        .filter(|p| (p - 0.5).abs() >= NEUTRAL)
        .collect();
    telling.sort_by(|a, b| (b - 0.5).abs().total_cmp(&(a - 0.5).abs()));
    telling.truncate(TELLING);
    if telling.is_empty() {
        return Some(0.5);
    }
    let logs = |of: fn(f64) -> f64| -2.0 * telling.iter().map(|p| of(*p).ln()).sum::<f64>();
    let spam = 1.0 - chance(logs(|p| 1.0 - p), telling.len());
    let ham = 1.0 - chance(logs(|p| p), telling.len());
    Some((spam - ham + 1.0) / 2.0)
}

/// The tokens of a comment, each once.
pub fn tokens(name: &str, text: &str) -> BTreeSet<String> {
    let mut tokens = BTreeSet::new();
    let words = words(text);
    for word in &words {
        tokens.insert(format!("w {word}"));
    }
    for pair in words.windows(2) {
        tokens.insert(format!("p {} {}", pair[0], pair[1]));
    }
    let hosts = hosts(text);
    if !hosts.is_empty() {
        tokens.insert("links".to_owned());
    }
    tokens.extend(hosts.into_iter().map(|host| format!("h {host}")));
    tokens.extend(self::words(name).into_iter().map(|word| format!("n {word}")));
    if text.matches('!').count() >= 3 {
        tokens.insert("!!!".to_owned());
    }
    tokens.into_iter().take(MOST_TOKENS).collect()
}

/// Hosts of the links in a text, written with or without `https://`.
pub fn hosts(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || "<>()[]{}\"',;".contains(c)).filter_map(host).collect()
}

fn host(word: &str) -> Option<String> {
    let word = word.trim_end_matches(['.', '!', '?', ':']).to_lowercase();
    let (schemed, rest) = match word.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, word.as_str()),
    };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let (before, ending) = host.rsplit_once('.')?;
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    // "end.Then" is no link, and neither is "3.5" or a mail address.
    let known = schemed
        || word.starts_with("www.")
        || rest.contains('/')
        || [
            "com", "net", "org", "info", "biz", "io", "co", "uk", "de", "fr", "ru", "tv", "me", "ly", "xyz",
            "top", "site", "online", "shop", "club", "example",
        ]
        .contains(&ending);
    let letters = (2..=24).contains(&ending.len()) && ending.chars().all(char::is_alphabetic);
    (known && letters && !host.contains('@') && before.split('.').all(plain)).then(|| host.to_owned())
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '$');
    let short = parts.filter(|word| (1..=24).contains(&word.chars().count()));
    short.map(str::to_lowercase).take(MOST_TOKENS).collect()
}

/// Robinson's f(w): what the counts say, drawn to one half where they say it rarely.
fn probability(all: Counts, seen: Counts) -> f64 {
    let n = f64::from(seen.spam + seen.ham);
    if n == 0.0 {
        return 0.5;
    }
    let spam = (f64::from(seen.spam) / f64::from(all.spam.max(1))).min(1.0);
    let ham = (f64::from(seen.ham) / f64::from(all.ham.max(1))).min(1.0);
    let p = if spam + ham > 0.0 { spam / (spam + ham) } else { 0.5 };
    ((STRENGTH * 0.5 + n * p) / (STRENGTH + n)).clamp(0.01, 0.99)
}

/// The chance that chi-square with `2 * n` degrees of freedom exceeds `x`.
fn chance(x: f64, n: usize) -> f64 {
    let half = x / 2.0;
    let mut term = (-half).exp();
    let mut sum = term;
    for i in 1..n {
        term *= half / i as f64;
        sum += term;
    }
    sum.min(1.0)
}
