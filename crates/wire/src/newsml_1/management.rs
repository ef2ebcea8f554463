//! `Identification` and `NewsManagement`: which item, which revision, and what may be done with it.

use crate::xml::Element;
use crate::{Hints, Item, LinkRole, Moment, Problem, Signal, Status, dates, said};

/// No real item has more to say to editors, in bytes.
const LONGEST_NOTES: usize = 100 << 10;

pub(super) fn identification(element: Element, item: &mut Item) {
    let identifier = element.path(&["Identification", "NewsIdentifier"]);
    let part = |name: &str| identifier.and_then(|e| e.child(name)).and_then(Element::words);
    // Belga's computers write 0 for none.
    let item_id = || part("NewsItemId").filter(|id| id != "0");
    let revision = part("RevisionId");
    item.version = revision.as_deref().and_then(|revision| {
        let digits = revision.bytes().take_while(u8::is_ascii_digit).count();
        revision[..digits].parse().ok()
    });
    let whole = part("PublicIdentifier").and_then(|public| {
        let known = revision.as_deref().and_then(|revision| {
            public.trim_end_matches(['N', 'U', 'A']).strip_suffix(revision)?.strip_suffix(':')
        });
        // An identifier that ends like the revision, but has none, is told by its item's.
        let known = known.filter(|stem| part("NewsItemId").is_some_and(|id| stem.ends_with(&id)));
        let stem = known.unwrap_or_else(|| without_revision(&public));
        // Belga writes the same words on every item: what tells them apart is missing (1.2, 5.2.1.6).
        let is_cut = public.starts_with("urn:newsml:") && public.matches(':').count() < 3;
        if !is_cut {
            return Some(stem.to_owned());
        }
        // A day alone tells nothing apart.
        let digits = |date: &str| date.bytes().filter(u8::is_ascii_digit).count();
        let rest = item_id().or_else(|| part("DateId").filter(|date| digits(date) > 8))?;
        Some(format!("{stem}:{rest}"))
    });
    // The standard makes the public identifier of the other parts. A date with a time is no DateId of the standard, and
    // those who write one mean this revision.
    let day = || part("DateId").filter(|day| day.len() == 8);
    let made = || {
        let (provider, id) = (part("ProviderId")?, item_id()?);
        Some(match day() {
            Some(day) => format!("urn:newsml:{provider}:{day}:{id}"),
            None => format!("urn:newsml:{provider}:{id}"),
        })
    };
    // Some put an identifier of their own among the metadata.
    let own = || element.descendants("guid").find_map(Element::words);
    item.guid = whole.or_else(made).or_else(item_id).or_else(own);
    item.slugline = element.path(&["Identification", "NameLabel"]).and_then(Element::words);
}

/// `urn:newsml:provider:date:id:3N` without what changes from revision to revision.
pub(super) fn without_revision(identifier: &str) -> &str {
    let is_urn = identifier.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("urn:newsml:"));
    match identifier.rsplit_once(':') {
        Some((stem, revision)) if is_urn && stem.matches(':').count() >= 4 && is_revision(revision) => stem,
        _ => identifier,
    }
}

fn is_revision(text: &str) -> bool {
    let digits = text.strip_suffix(['N', 'U', 'A']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A number in `FormalName`, or, as some write it, between the tags.
pub(super) fn number(element: Element) -> Option<u8> {
    let number = formal(element)?.parse().ok()?;
    (1..=9).contains(&number).then_some(number)
}

/// A `FormalName`, or, as some write it, the words between the tags.
pub(super) fn formal(element: Element) -> Option<String> {
    element.filled("FormalName").map(str::to_owned).or_else(|| element.words())
}

pub(super) fn management(element: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    if let Some(management) = element.child("NewsManagement") {
        managed(management, hints, item, problems);
    }
    comments(element).into_iter().for_each(|comment| note(comment, item));
}

fn managed(management: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    item.published = moment(management.child("FirstCreated"), hints, problems);
    item.updated = moment(management.child("ThisRevisionCreated"), hints, problems);
    item.urgency = management.child("Urgency").and_then(number);
    status(management, hints, item, problems);
    item.signal = instructions(management).max_by_key(|signal| rank(*signal));
    if item.signal == Some(Signal::Kill) {
        item.status = Status::Canceled;
    }
    for name in ["DerivedFrom", "AssociatedWith"] {
        for other in management.all(name) {
            let title = other.child("Comment").and_then(Element::words);
            let reference = other.filled("NewsItem").unwrap_or_default();
            item.links.extend(super::link(LinkRole::Related, reference, title));
        }
    }
}

/// Does the item, without any copy, take an earlier one back?
pub(super) fn ends_it(element: Element) -> bool {
    let Some(management) = element.child("NewsManagement") else { return false };
    let status = management.child("Status").and_then(formal).and_then(|name| known(&name));
    status == Some(Named::Canceled) || instructions(management).any(|signal| signal == Signal::Kill)
}

#[derive(PartialEq)]
enum Named {
    Usable,
    Embargoed,
    Withheld,
    Canceled,
}

fn known(name: &str) -> Option<Named> {
    Some(match name.to_ascii_lowercase().as_str() {
        "usable" => Named::Usable,
        "embargoed" | "embargo" => Named::Embargoed,
        "withheld" | "withhold" => Named::Withheld,
        "canceled" | "cancelled" | "killed" | "recalled" => Named::Canceled,
        _ => return None,
    })
}

/// `Status`, and `StatusWillChange`, which ends an embargo or the item.
fn status(management: Element, hints: &Hints, item: &mut Item, problems: &mut Vec<Problem>) {
    let element = management.child("Status");
    let name = element.and_then(formal);
    let now = match (&name, element) {
        (Some(name), Some(element)) => known(name).unwrap_or_else(|| {
            // Too careful is better than too quick.
            let message = format!("The status \"{name}\" is not known, so the item is withheld.");
            let remedy = "Release it by hand, or ask the agency for Usable, Embargoed, Withheld or Canceled.";
            problems.push(element.problem(Problem::warning(message).remedy(remedy)));
            Named::Withheld
        }),
        _ => Named::Usable,
    };
    let change = management.child("StatusWillChange");
    let future = change.and_then(|e| e.child("FutureStatus")).and_then(formal).and_then(|name| known(&name));
    let at = || {
        let element = change?.child("DateAndTime");
        element.and_then(Element::words).and_then(|words| dates::parse(&words, hints).ok())
    };
    item.status = match now {
        Named::Canceled => Status::Canceled,
        Named::Usable => {
            if matches!(future, Some(Named::Canceled | Named::Withheld)) {
                item.expires = at();
            }
            Status::Usable
        }
        Named::Embargoed | Named::Withheld => {
            let opens = match future {
                Some(future) => future == Named::Usable,
                None => now == Named::Embargoed,
            };
            item.embargo = if opens { at() } else { None };
            if item.embargo.is_none() && (now == Named::Embargoed || opens) {
                let message = "The item is embargoed, but until when is not said or cannot be read; it counts as withheld.";
                let problem = Problem::error(message).remedy("Ask the agency when the embargo ends.");
                problems.push(change.or(element).unwrap_or(management).problem(problem));
            }
            if item.embargo.is_some() { Status::Usable } else { Status::Withheld }
        }
    };
}

fn instructions(management: Element) -> impl Iterator<Item = Signal> {
    management.all("Instruction").filter_map(|e| instruction(&formal(e)?))
}

/// What an instruction says, in the IPTC's words and the agencies'.
fn instruction(name: &str) -> Option<Signal> {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    // "Annule et remplace" takes back nothing that it does not give again.
    if has(&["correct", "corrig", "rectif"]) {
        Some(Signal::Correction)
    } else if has(&["update", "replace", "remplace"]) {
        Some(Signal::Update)
    } else if has(&["kill", "delete", "withdraw", "cancel", "annul", "retract", "recall", "suppress"]) {
        Some(Signal::Kill)
    } else {
        None
    }
}

fn rank(signal: Signal) -> u8 {
    match signal {
        Signal::Update => 0,
        Signal::Correction => 1,
        Signal::Kill => 2,
    }
}

/// An agency's note to editors, and what its first words announce.
pub(super) fn note(words: String, item: &mut Item) {
    if let Some(signal) = said::signal_in_words(&words)
        && item.signal.is_none_or(|known| rank(signal) > rank(known))
    {
        item.signal = Some(signal);
        if signal == Signal::Kill {
            item.status = Status::Canceled;
        }
    }
    let notes = item.ed_note.get_or_insert_default();
    // A note that says what another says adds nothing; a hostile file may have any number of them.
    if notes.len() < LONGEST_NOTES && !notes.contains(&words) {
        notes.push_str(if notes.is_empty() { "" } else { "\n" });
        notes.push_str(&words);
    }
}

/// Comments on the item and on what is to be done with it.
fn comments(element: Element) -> Vec<String> {
    let managed = element.child("NewsManagement");
    let instructions = managed.into_iter().flat_map(|management| {
        // Without a formal name the words are the instruction itself.
        let inside = management.all("Instruction").filter(|e| e.filled("FormalName").is_some());
        management.all("Comment").chain(inside)
    });
    element.all("Comment").chain(instructions).filter_map(Element::words).take(1000).collect()
}

fn moment(element: Option<Element>, hints: &Hints, problems: &mut Vec<Problem>) -> Option<Moment> {
    let element = element?;
    let words = element.words()?;
    dates::parse(&words, hints).map_err(|problem| problems.push(element.problem(problem))).ok()
}
