//! The authors of an item, out of its bylines.

use wire::Item;

use crate::words::fold;

/// No byline names more than this many that get a page each.
const MOST: usize = 8;

/// Names of people and desks as a page of theirs would be headed, each with its byline as the reason.
pub(super) fn of_item(item: &Item, agency: (&str, &str)) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for byline in &item.bylines {
        for name in names(byline) {
            found.push((quiet(&name, agency), format!("byline \"{}\"", byline.trim())));
        }
    }
    found.truncate(MOST);
    found
}

/// "By Jo Hart in Port Ellery and Ann Lee" names two people.
fn names(byline: &str) -> Vec<String> {
    let byline = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    let byline = match (byline.contains('@'), byline.split_once('(')) {
        // RSS writes "jo@courier.example (Jo Hart)".
        (true, Some((_, name))) => name.trim_end_matches(')').to_owned(),
        (true, None) => return Vec::new(),
        (false, _) => byline,
    };
    let mut found: Vec<String> = Vec::new();
    for part in byline.split([';', '|', '/']).flat_map(split_and) {
        for (n, piece) in part.split(',').enumerate() {
            let name = bare(piece);
            let title = n > 0 && is_title(&name);
            if is_name(&name) && !title && !fold(piece).trim().starts_with("editing by") {
                found.push(name);
            }
        }
    }
    found
}

fn split_and(part: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for word in part.split(' ') {
        if ["and", "&", "et", "und", "og", "och"].contains(&word.to_lowercase().as_str()) {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(' ');
            last.push_str(word);
        }
    }
    pieces
}

/// Without "By", brackets and the place: "By Jo Hart in Port Ellery" is Jo Hart.
fn bare(piece: &str) -> String {
    let mut name = piece.split(['(', '[']).next().unwrap_or_default().trim();
    for lead in ["reporting by ", "written by ", "words by ", "by ", "von ", "par ", "af ", "av ", "por "] {
        // The lead is ASCII, so that its length is the same in the name.
        if name.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)) {
            // A "von" or "af" before a single word is part of a noble name.
            let rest = name[lead.len()..].trim();
            let noble = ["von ", "af ", "av "].contains(&lead) && !rest.contains(' ');
            name = if noble { name } else { rest };
            break;
        }
    }
    let place = [" in ", " at "].iter().filter_map(|word| name.find(word)).min();
    name[..place.unwrap_or(name.len())].trim_matches(['*', '-', '–', '—', '.', ' ']).to_owned()
}

fn is_name(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && name.chars().count() <= 80
}

/// What follows a comma may be another name or the first one's title.
fn is_title(name: &str) -> bool {
    const TITLES: [&str; 11] = [
        "analyst",
        "bureau",
        "chief",
        "columnist",
        "correspondent",
        "critic",
        "editor",
        "reporter",
        "staff",
        "writer",
        "jr",
    ];
    fold(name).split_whitespace().any(|word| TITLES.contains(&word))
        || name.starts_with(|c: char| c.is_lowercase())
}

/// "JO HART" and "Jo HART" are Jo Hart; "MNA" stays as it is.
fn quiet(name: &str, agency: (&str, &str)) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let shouted = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
    };
    let all = words.iter().all(|word| shouted(word) || word.chars().count() <= 2);
    let desk = |word: &str| fold(word) == fold(agency.0) || fold(agency.1).contains(&fold(word));
    let quieted = words.iter().enumerate().map(|(n, word)| {
        let surname = n > 0 && n + 1 == words.len();
        let loud = words.len() > 1 && shouted(word) && !desk(word) && (all || surname);
        if loud { capitalised(word) } else { (*word).to_owned() }
    });
    quieted.collect::<Vec<_>>().join(" ")
}

/// "O'BRIEN-HART" becomes "O'Brien-Hart".
fn capitalised(word: &str) -> String {
    let mut first = true;
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if first {
            out.push(c)
        } else {
            out.extend(c.to_lowercase())
        }
        first = !c.is_alphabetic();
    }
    out
}
