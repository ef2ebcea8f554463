//! `dateline theme`: copy the default theme out, or check one.

use anyhow::{Context, Result, bail};

use crate::cli::ThemeCommand;
use crate::commands::say;

pub fn run(command: &ThemeCommand) -> Result<()> {
    match command {
        ThemeCommand::New { folder } => {
            if folder.exists() && std::fs::read_dir(folder).is_ok_and(|mut dir| dir.next().is_some()) {
                bail!("{} has files in it already. Name a new folder.", folder.display());
            }
            site::Theme::write_default(folder)
                .with_context(|| format!("The theme could not be written to {}.", folder.display()))?;
            say(&format!("The default theme is in {0}. To use it: [site] theme = \"{0}\"", folder.display()))
        }
        ThemeCommand::Check { folder } => {
            let findings = site::Theme::check(folder);
            findings.iter().try_for_each(|finding| say(&finding.to_string()))?;
            if !findings.is_empty() {
                bail!("The theme has {} finding(s).", findings.len());
            }
            say("The theme is sound.")
        }
    }
}
