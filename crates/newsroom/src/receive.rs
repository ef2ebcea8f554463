//! An item arrives: what does it do to the story that we know?
//!
//! The table drawn at [`State`](crate::State), as one `match`. Read [`receive`] from the top: what the
//! item asks for, where it stands among the versions we keep, what stands in its way.

use std::cmp::Ordering;

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use wire::{Item, Moment, Precision, Signal, Status};

use crate::filing::Filing;
use crate::{
    Cause, Decision, Fate, Policy, State, Story, TombstoneKind, Undated, Verdict, VersionKey, embargo,
    fingerprint, note,
};

/// An agency's clock may be this far ahead of ours before a date counts as still to come.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(15);

/// The first zone on earth begins a day this long before UTC.
const FIRST_ZONE: SignedDuration = SignedDuration::from_hours(14);

/// What we know of a story when another item of the same guid arrives.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub story: &'a Story,
    /// Every version we keep, oldest first; never empty.
    pub versions: &'a [VersionKey],
}

/// Decides what an arriving item is and what becomes of its story.
///
/// `filed` is where the rules of the house put the item: a rule may hold it or publish it.
pub fn receive(
    known: Option<Known<'_>>,
    item: &Item,
    policy: &Policy,
    filed: &Filing,
    now: Timestamp,
) -> Decision {
    use Asks::{Kill, Use, Withhold};
    use Place::{Again, First, Newer, Older, Unordered};
    use TombstoneKind as T;

    let dead = known.and_then(|known| dead_by(known.story));
    let place = known.map_or(First, |known| place(known.versions, item));
    let usable = || judge(known, item, policy, filed, now);

    let decision = match (asks(item), place, dead) {
        (_, Again(n), _) => nothing(Verdict::Duplicate, format!("The same as version {n}.")),

        // A kill counts whenever it arrives, and nothing that arrives later undoes it.
        (Kill, _, Some(T::Kill)) => nothing(Verdict::Kill, "Killed again; it was killed already.".into()),
        (Kill, First, _) => tombstone(Verdict::Kill, T::Kill, note::kill(item), KILL_OF_UNKNOWN),
        (Kill, _, _) => tombstone(Verdict::Kill, T::Kill, note::kill(item), "The agency killed it."),

        // Nothing but a kill is kept of it: what that may mean is older, and waits for the desk.
        (Use, Older(1), None)
            if known.is_some_and(|known| known.versions.len() == 1 && waits_after_kill(known.story)) =>
        {
            hold(Cause::Kill, KILL_CAME_FIRST.into())
        }
        (_, Older(n), _) => nothing(Verdict::Stale, format!("Older than version {n}; kept as history.")),

        (Withhold, _, Some(T::Kill)) => {
            nothing(Verdict::Withdrawal, "Withheld; it was killed already.".into())
        }
        (Withhold, _, _) => {
            tombstone(Verdict::Withdrawal, T::Withdrawal, note::withdrawal(item), "The agency withholds it.")
        }

        (Use, First, _) => Decision { verdict: Verdict::New, note: None, ..usable() },
        (Use, _, Some(T::Kill)) => hold(Cause::Kill, AFTER_KILL.into()),
        (Use, Unordered, Some(T::Withdrawal)) => hold(Cause::House, NOT_CLEARLY_NEWER.into()),
        (Use, Newer | Unordered, None | Some(T::Withdrawal | T::Expiry)) => usable(),
    };
    let decision = name_correction(decision, item);
    match known.and_then(|known| says_nothing_new(known, item, &decision.fate)) {
        Some(n) if decision.verdict == Verdict::Update => {
            nothing(Verdict::Duplicate, format!("Version {n} again, with nothing new for readers."))
        }
        _ => decision,
    }
}

/// Keeps an item that is not to be acted upon, for the desk: a kill of nobody knows what, a take that came before
/// the one it goes on from.
pub fn set_aside(known: Option<Known<'_>>, item: &Item, cause: Cause, reason: String) -> Decision {
    let verdict = match (asks(item), known.map(|known| place(known.versions, item))) {
        (_, Some(Place::Again(n))) => {
            return nothing(Verdict::Duplicate, format!("The same as version {n}."));
        }
        (Asks::Kill, _) => Verdict::Kill,
        (_, None) => Verdict::New,
        (_, Some(_)) => Verdict::Update,
    };
    Decision { verdict, ..hold(cause, reason) }
}

const KILL_CAME_FIRST: &str = "A kill that may mean this story came before it; only the desk can release it.";
const KILL_OF_UNKNOWN: &str =
    "A kill of a story that never came; kept, so that a late original stays unseen.";
const AFTER_KILL: &str = "It came after the story was killed; only the desk can bring the story back.";
const NOT_CLEARLY_NEWER: &str =
    "The agency withholds the story, and nothing says that this version is newer than that.";

/// What the agency wants done with the story.
#[derive(Clone, Copy)]
enum Asks {
    Use,
    Withhold,
    Kill,
}

fn asks(item: &Item) -> Asks {
    match (item.signal, item.status) {
        (Some(Signal::Kill), _) | (_, Status::Canceled) => Asks::Kill,
        (_, Status::Withheld) => Asks::Withhold,
        (_, Status::Usable) => Asks::Use,
    }
}

/// Where an item stands among the versions that we keep; the numbers are ours.
#[derive(Clone, Copy)]
enum Place {
    /// There are none.
    First,
    /// Nothing that we do not have, be it the newest or an older one.
    Again(u32),
    /// At least one is newer.
    Older(u32),
    /// Newer than all of them, by number or time.
    Newer,
    /// Neither number nor time decides; changed copy counts as an update, in the order of arrival.
    Unordered,
}

fn place(versions: &[VersionKey], item: &Item) -> Place {
    let print = fingerprint::whole(item);
    if let Some(same) = versions.iter().find(|kept| kept.fingerprint == print) {
        return Place::Again(same.number);
    }
    let orders = || versions.iter().map(|kept| (kept.number, order(item, kept)));
    match orders().rev().find(|(_, order)| *order == Some(Order::Before)) {
        Some((n, _)) => Place::Older(n),
        None if orders().all(|(_, order)| order == Some(Order::After)) => Place::Newer,
        None => Place::Unordered,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Before,
    After,
}

/// The item beside one version: by number where both have one, else by time; an equal number leaves it
/// to the time. `None` where neither decides.
fn order(item: &Item, kept: &VersionKey) -> Option<Order> {
    let numbers = item.version.zip(kept.agency_version).map(|(ours, theirs)| ours.cmp(&theirs));
    let times = item.version_time().zip(kept.at).and_then(|(ours, theirs)| by_time(ours, theirs));
    match numbers.filter(|order| order.is_ne()).or(times)? {
        Ordering::Less => Some(Order::Before),
        Ordering::Greater => Some(Order::After),
        Ordering::Equal => None,
    }
}

/// `None` where the item names only a day and the version is of that day: it may be either.
fn by_time(ours: Moment, theirs: Timestamp) -> Option<Ordering> {
    let same_day =
        ours.precision == Precision::Day && theirs.to_zoned_datetime(ours.zone()).date() == ours.day();
    (!same_day).then(|| ours.at.cmp(&theirs))
}

fn dead_by(story: &Story) -> Option<TombstoneKind> {
    (story.state == State::Killed)
        .then(|| story.tombstone.as_ref().map_or(TombstoneKind::Kill, |tombstone| tombstone.kind))
}

/// A kill came, and nobody could tell whether it means this story.
fn waits_after_kill(story: &Story) -> bool {
    story.state == State::Held && story.waiting.as_ref().is_some_and(|waiting| waiting.cause == Cause::Kill)
}

/// A usable item that is the newest: shown, unless something stands in its way.
fn judge(known: Option<Known<'_>>, item: &Item, policy: &Policy, filed: &Filing, now: Timestamp) -> Decision {
    let story = known.map(|known| known.story);
    if let Some(expires) = item.expires.filter(|expires| expires.at <= now) {
        let reason = format!("It expired on {} and arrived after that.", said(expires));
        if story.is_some_and(|story| story.state == State::Killed) {
            return nothing(Verdict::Update, reason);
        }
        return tombstone(Verdict::Update, TombstoneKind::Expiry, note::expiry(), &reason);
    }
    if story.is_some_and(waits_after_kill) {
        return hold(Cause::Kill, KILL_CAME_FIRST.to_owned());
    }
    if let Some(reason) = held_by_house(story, policy, filed) {
        return hold(Cause::House, reason);
    }
    let embargo = embargo::in_force(item, now);
    if let Some(reason) = held_by_date(story, item, policy, embargo.is_some(), now) {
        return hold(Cause::Date, reason);
    }
    let (fate, reason) = match embargo {
        Some(until) => (Fate::Wait { until }, format!("Under embargo until {}.", said(Moment::utc(until)))),
        None => (Fate::Show, shown_because(story)),
    };
    Decision { verdict: Verdict::Update, fate, reason, note: None }
}

/// The house holds what a rule or the source's policy says, and the updates of what it holds.
fn held_by_house(story: Option<&Story>, policy: &Policy, filed: &Filing) -> Option<String> {
    let waiting = story.and_then(|story| story.waiting.as_ref());
    if waiting.is_some_and(|waiting| waiting.cause == Cause::House) {
        return Some("An update of copy that waits for the desk waits with it.".to_owned());
    }
    if story.is_some_and(|story| story.state == State::Held && story.waiting.is_none()) {
        return Some("The story waits for the desk.".to_owned());
    }
    match filed.hold {
        Some(true) => {
            let rule = filed.hold_reason.as_deref().unwrap_or("a rule");
            Some(format!("Held for the desk by {rule}."))
        }
        Some(false) => None,
        // The policy is about new stories: once readers have one, its updates must not keep them waiting.
        None if !policy.publish && story.is_none_or(|story| story.first_shown_at.is_none()) => {
            Some("The policy of its source holds every new story for the desk.".to_owned())
        }
        None => None,
    }
}

/// The item's own date keeps it from readers: it has none, or one that is still to come.
fn held_by_date(
    story: Option<&Story>,
    item: &Item,
    policy: &Policy,
    embargoed: bool,
    now: Timestamp,
) -> Option<String> {
    let dated = item.version_time().is_some() || story.is_some_and(|story| story.published.is_some());
    if !dated && policy.undated == Undated::Hold {
        return Some("It carries no date; its source's policy holds such copy for the desk.".to_owned());
    }
    let ahead = [item.published, item.updated].into_iter().flatten().find(|date| to_come(*date, now))?;
    (!embargoed)
        .then(|| format!("It is dated {}, which is still to come, and names no embargo.", said(ahead)))
}

/// A day without a zone has come when it has begun anywhere on earth.
fn to_come(date: Moment, now: Timestamp) -> bool {
    let grace = match (date.precision, date.offset) {
        (Precision::Day, None) => FIRST_ZONE,
        _ => CLOCKS_DIFFER,
    };
    date.at.duration_since(now) > grace
}

fn shown_because(story: Option<&Story>) -> String {
    match story.map(|story| story.state) {
        None => "New.",
        Some(State::Live) => "Newer than what readers saw.",
        Some(State::Held) => "What it waited for is there.",
        Some(State::Waiting) => "The newer version is under no embargo.",
        Some(State::Killed) => "The agency gave it free again.",
    }
    .to_owned()
}

/// An update that is a correction says so, and tells readers.
fn name_correction(decision: Decision, item: &Item) -> Decision {
    if decision.verdict != Verdict::Update || !note::is_correction(item) {
        return decision;
    }
    Decision { verdict: Verdict::Correction, note: Some(note::correction(item)), ..decision }
}

/// The version of ours that has the item's number and looks the same, where the fate would leave the
/// story as it is: the agency's second copy of one version, by another feed or in another format.
fn says_nothing_new(known: Known<'_>, item: &Item, fate: &Fate) -> Option<u32> {
    let seen = fingerprint::visible(item);
    let alike = |n: u32| {
        let kept = known.versions.iter().find(|kept| kept.number == n)?;
        (kept.agency_version.is_some() && kept.agency_version == item.version && kept.visible == seen)
            .then_some(n)
    };
    let Story { state, shown, waiting, expires_at, .. } = known.story;
    if *expires_at != item.expires.map(|expires| expires.at) {
        return None;
    }
    match (fate, waiting) {
        (Fate::Show, None) if *state == State::Live => shown.and_then(alike),
        (Fate::Wait { until }, Some(waits)) if waits.until == Some(*until) => alike(waits.version),
        (Fate::Hold { .. }, Some(waits)) if waits.until.is_none() => alike(waits.version),
        _ => None,
    }
}

fn nothing(verdict: Verdict, reason: String) -> Decision {
    Decision { verdict, fate: Fate::Unchanged, reason, note: None }
}

fn hold(cause: Cause, reason: String) -> Decision {
    Decision { verdict: Verdict::Update, fate: Fate::Hold { cause }, reason, note: None }
}

/// `told` is for readers, `reason` for the desk.
fn tombstone(verdict: Verdict, kind: TombstoneKind, told: String, reason: &str) -> Decision {
    let note = (kind != TombstoneKind::Expiry).then(|| told.clone());
    Decision { verdict, fate: Fate::Tombstone { kind, reason: told }, reason: reason.to_owned(), note }
}

/// A moment in a sentence for the desk: "10 September 2018, 14:30 UTC".
pub(crate) fn said(moment: Moment) -> String {
    match moment.precision {
        Precision::Day => moment.day().strftime("%-d %B %Y").to_string(),
        Precision::Time => {
            moment.at.to_zoned_datetime(TimeZone::UTC).strftime("%-d %B %Y, %H:%M UTC").to_string()
        }
    }
}
