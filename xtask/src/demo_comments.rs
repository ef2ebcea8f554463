//! What the demo's invented readers say, posted by the real program in the order in which they say it.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use jiff::ZonedDateTime;
use serde_json::Value;

use crate::markers::expand;

/// Posts every comment of the file to the paper of this configuration; gives how many.
pub fn post(dateline: &Path, configuration: &Path, file: &Path, now: &ZonedDateTime) -> Result<usize> {
    let name = || format!("{} cannot be used", file.display());
    let text = std::fs::read_to_string(file).with_context(name)?;
    let comments: Vec<Value> = serde_json::from_str(&expand(&text, now)?).with_context(name)?;
    // Numbers by the names that the file gives to those that are answered.
    let mut numbers: HashMap<String, String> = HashMap::new();
    for comment in &comments {
        let word = |key: &str| comment[key].as_str();
        let need = |key: &str| {
            word(key).with_context(|| format!("A comment in {} has no \"{key}\".", file.display()))
        };
        let mut posting = Command::new(dateline);
        posting.args(["comments", "post", need("story")?, "--name", need("name")?, "--text", need("text")?]);
        posting.args(["--at", need("at")?]).arg("--config").arg(configuration);
        if let Some(answered) = word("answers") {
            let number = numbers
                .get(answered)
                .with_context(|| format!("No comment before is called \"{answered}\"."))?;
            posting.args(["--reply", number]);
        }
        let done = posting.output().context("The program cannot be run.")?;
        let said = String::from_utf8_lossy(&done.stdout);
        let number = said.split_whitespace().nth(1);
        let (true, Some(number)) = (done.status.success(), number) else {
            bail!("A comment was not taken: {}", String::from_utf8_lossy(&done.stderr).trim());
        };
        if let Some(id) = word("id") {
            numbers.insert(id.to_owned(), number.to_owned());
        }
    }
    Ok(comments.len())
}
