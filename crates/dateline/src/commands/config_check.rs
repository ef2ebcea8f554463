//! `dateline config check`: everything that is wrong with the configuration, before it is used.

use anyhow::{Result, bail};

use crate::cli::Place;
use crate::commands::{configuration, say};

pub fn run(place: &Place) -> Result<()> {
    let config = configuration(place)?;
    let mut findings = config.check();
    findings.extend(config.missing_folders());
    if place.json {
        say(&serde_json::json!({ "findings": findings }).to_string())?;
    } else {
        findings.iter().try_for_each(|finding| say(finding))?;
    }
    if !findings.is_empty() {
        bail!("The configuration has {} finding(s).", findings.len());
    }
    if !place.json {
        say(&format!(
            "The configuration is sound: {} source(s), {} section(s), {} rule(s).",
            config.sources.len(),
            config.site.sections.len(),
            config.rules.len()
        ))?;
    }
    Ok(())
}
