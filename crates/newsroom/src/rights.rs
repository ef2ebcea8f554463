//! May this paper use a story? What its agency says of territories and media, beside what the paper is.
//!
//! Limits come as words, in usage terms, in notes to editors and in lists. Only words that forbid, or allow
//! somebody else alone, beside a name of ours, count; everything else is for people to read.

use serde::Deserialize;
use wire::{Block, Body, Item};

use crate::words::{Haystack, tokens};

mod table;

use table::{FORBIDS, MEDIA, ONLY};

/// `[rights]`: what this paper is, as agencies would call it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paper {
    /// Where it is read: countries, regions, also as codes: `["Norway", "NOR", "Scandinavia"]`. Where none is given,
    /// no territory is forbidden to it.
    pub territories: Vec<String>,
    /// What it is: `online`, and perhaps `print`, `broadcast`, `archive`, `social`, `mobile`.
    pub media: Vec<String>,
}

impl Default for Paper {
    fn default() -> Self {
        Paper { territories: Vec::new(), media: vec!["online".to_owned()] }
    }
}

impl Paper {
    /// What is wrong with it, one sentence each.
    pub fn check(&self) -> Vec<String> {
        let known: Vec<&str> = MEDIA.iter().map(|(name, _)| *name).collect();
        let media = self.media.iter().filter(|name| !known.contains(&name.as_str())).map(|name| {
            format!(
                "[rights] names the medium \"{name}\", which is not known; there are {}.",
                known.join(", ")
            )
        });
        let empty = self.territories.iter().any(|name| tokens(name).is_empty());
        let empty = empty.then(|| "[rights] has a territory without a letter; take it out.".to_owned());
        media.chain(empty).collect()
    }
}

/// No real note is longer; more of it is not read.
const LONGEST: usize = 20_000;

/// Why this paper may not use the item, with the agency's own words; `None` where nothing says so.
pub fn against(item: &Item, paper: &Paper) -> Option<String> {
    let limits = item.rights.limits.iter().find(|limit| names_us(limit, paper));
    if let Some(limit) = limits {
        return Some(format!("its rights: it is not for \"{limit}\""));
    }
    let mut said: Vec<String> = item.rights.usage_terms.iter().chain(&item.ed_note).cloned().collect();
    let notes = item.body.blocks.iter().filter(|block| matches!(block, Block::Note { .. }));
    said.extend(notes.map(|block| Body { blocks: vec![block.clone()] }.plain_text()));
    let clause = said.iter().flat_map(|text| clauses(text)).find(|clause| forbids(clause, paper))?;
    Some(format!("its rights: \"{}\"", clause.trim()))
}

/// Parts of a text that are about one thing.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    text[..end].split(['.', ';', '\n', '/', '|', '!', '*']).filter(|clause| !clause.trim().is_empty())
}

fn names_us(text: &str, paper: &Paper) -> bool {
    let words = Haystack::new([text]);
    names(paper).any(|name| words.contains(name))
}

/// Names of the paper's territories and media, in all their spellings.
fn names(paper: &Paper) -> impl Iterator<Item = &str> {
    let media = paper.media.iter().flat_map(|medium| spellings(medium).iter().copied());
    paper.territories.iter().map(String::as_str).chain(media)
}

fn spellings(medium: &str) -> &'static [&'static str] {
    MEDIA.iter().find(|(name, _)| *name == medium).map_or(&[], |(_, spellings)| spellings)
}

fn forbids(clause: &str, paper: &Paper) -> bool {
    let words = Haystack::new([clause]);
    // "NORWAY OUT", "NO INTERNET": each part of a list by itself, so that a neighbour's name is not ours.
    let told = clause.split([',', '(', ')', '-', '–', ':']).any(|part| {
        let said = tokens(part).join(" ");
        names(paper).any(|name| {
            let name = tokens(name).join(" ");
            !name.is_empty()
                && (format!("{said} ").starts_with(&format!("not for {name} "))
                    || said == format!("{name} out")
                    || said == format!("no {name}")
                    || said == format!("no {name} use"))
        })
    });
    told || (FORBIDS.iter().any(|forbids| words.contains(forbids)) && after_forbidding(clause, paper))
        || only_others(clause, &words, paper)
}

/// Our name stands in what is forbidden, and not in what is excepted from that: "not for use in Europe except Norway".
fn after_forbidding(clause: &str, paper: &Paper) -> bool {
    const EXCEPT: [&str; 8] =
        [" except ", " excluding ", " sauf ", " hormis ", " ausser ", " salvo ", " excepto ", " exceto "];
    let said = format!(" {} ", tokens(clause).join(" "));
    let (forbidden, excepted) = match EXCEPT.iter().filter_map(|word| said.find(word)).min() {
        Some(at) => said.split_at(at),
        None => (said.as_str(), ""),
    };
    names_us(forbidden, paper) && !names_us(excepted, paper)
}

/// "For print use only", "nur für Print", "for use in the UK only": somebody is named alone, and it is not us.
fn only_others(clause: &str, words: &Haystack, paper: &Paper) -> bool {
    if !ONLY.iter().any(|only| words.contains(only)) || names_us(clause, paper) {
        return false;
    }
    let other_media = MEDIA
        .iter()
        .filter(|(name, _)| !paper.media.iter().any(|ours| ours == name))
        .flat_map(|(_, spellings)| *spellings)
        .any(|spelling| words.contains(spelling));
    let other_places = !paper.territories.is_empty()
        && ["use in", "publication in", "utilisation en", "verwendung in", "uso en", "uso em"]
            .iter()
            .any(|place| words.contains(place));
    other_media || other_places
}

#[cfg(test)]
mod tests;
