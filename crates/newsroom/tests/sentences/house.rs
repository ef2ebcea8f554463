//! A small newsroom in memory: decisions made true as the store makes them true.

use jiff::Timestamp;
use newsroom::filing::Filing;
use newsroom::{
    Decision, Fate, Known, Policy, State, Story, StoryId, Tombstone, Verdict, Version, VersionKey, Waiting,
    fingerprint, lift, receive,
};
use wire::{Block, Body, Inline, Item, Moment};

/// Noon at Port Ellery, 10 September 2018.
pub fn noon() -> Timestamp {
    at("2018-09-10T12:00:00Z")
}

pub fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

pub fn moment(time: &str) -> Moment {
    Moment::utc(at(time))
}

pub fn paragraphs(texts: &[&str]) -> Body {
    Body { blocks: texts.iter().map(|text| Block::Paragraph { text: vec![Inline::text(*text)] }).collect() }
}

/// Version `number` of Meridian's story about the storm, written at ten and sent `number` minutes later.
pub fn storm(number: u64) -> Item {
    let sent = at("2018-09-10T10:00:00Z") + jiff::SignedDuration::from_mins(number as i64);
    Item {
        guid: Some("urn:newsml:mna.example:20180910:storm".into()),
        version: Some(number),
        headline: Some(format!("Storm closes the harbour, take {number}")),
        published: Some(moment("2018-09-10T10:00:00Z")),
        updated: Some(Moment::utc(sent)),
        body: paragraphs(&["No boat left Port Ellery on Monday."]),
        ..Item::default()
    }
}

#[derive(Default)]
pub struct House {
    pub policy: Policy,
    pub filed: Filing,
    pub story: Option<Story>,
    pub versions: Vec<Version>,
}

impl House {
    pub fn with_policy(policy: Policy) -> House {
        House { policy, ..House::default() }
    }

    /// An item arrives and what was decided is made true.
    pub fn arrive(&mut self, item: &Item, now: Timestamp) -> Decision {
        let keys: Vec<VersionKey> = self.versions.iter().map(key).collect();
        let known = self.story.as_ref().map(|story| Known { story, versions: &keys });
        let decision = receive(known, item, &self.policy, &self.filed, now);
        self.keep(item, &decision, now);
        decision
    }

    pub fn noon(&mut self, item: &Item) -> Decision {
        self.arrive(item, noon())
    }

    fn keep(&mut self, item: &Item, decision: &Decision, now: Timestamp) {
        if decision.verdict == Verdict::Duplicate {
            return;
        }
        let number = self.versions.len() as u32 + 1;
        self.versions.push(Version {
            story: StoryId(1),
            number,
            item: item.clone(),
            received_at: now,
            verdict: decision.verdict,
            note: decision.note.clone(),
            shown_at: None,
        });
        let story = self.story.get_or_insert_with(|| blank(item, now));
        let before = (number > 1).then_some(story.state);
        story.state = State::after(before, &decision.fate);
        match &decision.fate {
            Fate::Unchanged => {}
            Fate::Show => self.show(number, now),
            Fate::Wait { .. } | Fate::Hold { .. } => story.waiting = Waiting::of(decision, number),
            Fate::Tombstone { kind, reason } => {
                story.waiting = None;
                story.tombstone = Some(Tombstone { kind: *kind, reason: reason.clone(), at: now });
            }
        }
    }

    pub fn show(&mut self, number: u32, now: Timestamp) {
        let version = self.versions.iter_mut().find(|v| v.number == number).unwrap();
        version.shown_at.get_or_insert(now);
        let story = self.story.as_mut().unwrap();
        story.state = State::Live;
        story.shown = Some(number);
        story.waiting = None;
        story.tombstone = None;
        story.first_shown_at.get_or_insert(now);
        story.expires_at = version.item.expires.map(|expires| expires.at);
        story.published = story.published.or(version.item.published);
    }

    /// The clock strikes: embargoes lift, stories expire.
    pub fn clock(&mut self, now: Timestamp) {
        let Some(due) = self.story.as_ref().and_then(|story| lift::due(story, now)) else { return };
        match (due.fate, due.version) {
            (Fate::Show, Some(number)) => self.show(number, now),
            (Fate::Tombstone { kind, reason }, None) => {
                let story = self.story.as_mut().unwrap();
                story.state = State::Killed;
                story.tombstone = Some(Tombstone { kind, reason, at: now });
            }
            odd => panic!("nothing else falls due: {odd:?}"),
        }
    }

    pub fn state(&self) -> State {
        self.story.as_ref().unwrap().state
    }

    /// The headline that readers see; `None` where they see no story.
    pub fn headline(&self) -> Option<&str> {
        let story = self.story.as_ref()?;
        let shown = story.shown.filter(|_| story.state == State::Live)?;
        self.versions.iter().find(|v| v.number == shown)?.item.headline.as_deref()
    }

    pub fn told(&self) -> &str {
        &self.story.as_ref().unwrap().tombstone.as_ref().unwrap().reason
    }
}

pub fn key(version: &Version) -> VersionKey {
    VersionKey {
        number: version.number,
        agency_version: version.item.version,
        at: version.item.version_time().map(|moment| moment.at),
        fingerprint: fingerprint::whole(&version.item),
        visible: fingerprint::visible(&version.item),
    }
}

fn blank(item: &Item, now: Timestamp) -> Story {
    Story {
        id: StoryId(1),
        source: "mna-world".into(),
        agency: "mna".into(),
        guid: item.guid.clone().unwrap_or_default(),
        kind: item.kind,
        slug: "storm".into(),
        day: "2018-09-10".into(),
        section: None,
        state: State::Held,
        shown: None,
        waiting: None,
        tombstone: None,
        published: item.published,
        modified: None,
        first_shown_at: None,
        sort_at: now,
        expires_at: item.expires.map(|expires| expires.at),
    }
}
