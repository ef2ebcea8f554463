//! `dateline timex`: the time expressions of texts, as JSON lines, without a database.

use anyhow::{Result, bail};
use timex::lines::{Defaults, annotate_line};

use super::lines;
use crate::cli::TimexArgs;

pub fn run(args: &TimexArgs) -> Result<()> {
    if let Some(code) = &args.lang
        && timex::Language::get(code).is_none()
    {
        let known: Vec<&str> = timex::Language::codes().collect();
        bail!("The language \"{code}\" is not known. Known: {}.", known.join(", "));
    }
    let defaults =
        Defaults { date: args.dct, language: args.lang.clone(), page_only: args.page, ..Defaults::default() };
    lines::each(&args.files, |line| annotate_line(line, &defaults))
}
