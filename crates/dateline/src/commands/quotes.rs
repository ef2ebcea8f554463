//! `dateline quotes`: who says what in texts, as JSON lines, without a database.

use anyhow::{Result, bail};
use quotes::Language;
use quotes::lines::{Give, annotate_as};

use super::lines;
use crate::cli::QuotesArgs;

pub fn run(args: &QuotesArgs) -> Result<()> {
    let language = args.lang.as_deref().unwrap_or("en");
    if Language::from_tag(language).is_none() {
        bail!("The language \"{language}\" cannot be read. Known: en, de.");
    }
    let give = if args.all { Give::All } else { Give::Direct };
    lines::each(&args.files, |line| annotate_as(line, give, language))
}
