//! What a source's owner has decided in advance.

use serde::Deserialize;

/// How copy of one source is treated. Part of `[[source]]` in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// `false`: every new story waits for the desk.
    pub publish: bool,
    /// What to do with an item that carries no date.
    pub undated: Undated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Undated {
    /// Keep it for the desk.
    #[default]
    Hold,
    /// Show it, plainly marked "date unknown".
    Show,
}

impl Default for Policy {
    fn default() -> Self {
        Policy { publish: true, undated: Undated::Hold }
    }
}
