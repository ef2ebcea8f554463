//! Secrets stand in files of their own, never in the configuration.

use std::path::Path;

/// The first line of a file, without blanks around it; else a sentence that says what is wrong. What
/// the file holds is never part of that sentence.
pub fn read(file: &Path) -> Result<String, String> {
    if file.as_os_str().is_empty() {
        return Err("No file is named that holds the secret.".to_owned());
    }
    let text = std::fs::read_to_string(file).map_err(|e| {
        format!("The secret in {} cannot be read ({e}). Check the path and its permissions.", file.display())
    })?;
    match text.lines().next().map(str::trim) {
        Some(secret) if !secret.is_empty() => Ok(secret.to_owned()),
        _ => Err(format!("The first line of {} is empty. Put the secret there.", file.display())),
    }
}
