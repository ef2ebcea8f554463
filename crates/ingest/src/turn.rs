//! Whose turn it is: of several machines that serve one paper, one polls a source and one brings pictures.

use jiff::{SignedDuration, Timestamp};
use store::{Store, followers};

/// A turn lasts this long, and is renewed before that; when its holder is gone, another takes it then.
const LASTS: SignedDuration = SignedDuration::from_mins(5);
const RENEWED: SignedDuration = SignedDuration::from_mins(1);

pub(crate) struct Turn {
    store: Store,
    name: String,
    holder: String,
    /// Ours until then.
    until: Option<Timestamp>,
}

impl Turn {
    pub fn new(store: &Store, name: String) -> Turn {
        Turn { store: store.clone(), name, holder: node(store), until: None }
    }

    /// Is it our turn at `now`? Asks the store only when what it said before is getting old.
    pub async fn is_ours(&mut self, now: Timestamp) -> store::Result<bool> {
        let fresh = |until: Timestamp| until.duration_since(now) > LASTS - RENEWED;
        if self.until.is_some_and(fresh) {
            return Ok(true);
        }
        let until = now.checked_add(LASTS).unwrap_or(now);
        let ours = followers::lease(&self.store, &self.name, &self.holder, until, now).await?;
        self.until = ours.then_some(until);
        Ok(ours)
    }
}

/// The name of this data folder, the same after every start, so that after a crash nobody waits for a
/// turn that was his own.
fn node(store: &Store) -> String {
    let file = store.data().join("node");
    if let Ok(name) = std::fs::read_to_string(&file)
        && !name.trim().is_empty()
    {
        return name.trim().to_owned();
    }
    let name = format!("{:016x}", getrandom::u64().unwrap_or_else(|_| u64::from(std::process::id())));
    // Where it cannot be written, the name lasts as long as the process, and a turn lapses after it.
    if let Err(error) = std::fs::write(&file, &name) {
        tracing::warn!(
            "{} cannot be written ({error}). Check the rights of the data folder.",
            file.display()
        );
    }
    name
}
