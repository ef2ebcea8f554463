//! Errors of the configuration file, told so that they can be mended at once.

use std::path::Path;

use anyhow::anyhow;

/// Names the file, the line and the remedy.
pub fn explain(error: &toml::de::Error, text: &str, file: &Path) -> anyhow::Error {
    let line = error.span().map(|s| text[..s.start.min(text.len())].matches('\n').count() + 1);
    let place = match line {
        Some(line) => format!("{}, line {line}", file.display()),
        None => file.display().to_string(),
    };
    anyhow!("{place}: {}", sentence(error.message()))
}

/// Serde's message as a sentence; an unknown key gets its nearest known neighbour.
pub fn sentence(message: &str) -> String {
    let mut names = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field") || message.starts_with("unknown variant") {
        let what = if message.starts_with("unknown field") { "key" } else { "value" };
        let wrong = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        return match nearest(wrong, &known) {
            Some(near) => format!("\"{wrong}\" is not a known {what}. Did you mean \"{near}\"?"),
            None if known.is_empty() => {
                format!("\"{wrong}\" is not a known {what}, and none is expected here.")
            }
            None => format!("\"{wrong}\" is not a known {what}. Known here: {}.", known.join(", ")),
        };
    }
    let mut message = message.trim().trim_end_matches('.').replace('\n', "; ");
    if let Some(first) = message.get(..1).map(str::to_uppercase) {
        message.replace_range(..1, &first);
    }
    format!("{message}.")
}

/// The known name that `wrong` was probably meant to be.
pub fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(wrong, name), *name))
        .filter(|(distance, name)| *distance <= 2.max(name.len() / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn error(text: &str) -> String {
        match Config::from_text(text, Path::new("dateline.toml"), std::iter::empty()) {
            Ok(_) => panic!("accepted: {text}"),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn a_misspelt_key_is_named_with_its_line_and_the_key_that_was_meant() {
        let said = error("[server]\nlisten = \"127.0.0.1:80\"\n\n[store]\ndatabse = \"x\"\n");
        assert_eq!(said, "dateline.toml, line 5: \"databse\" is not a known key. Did you mean \"database\"?");
    }

    #[test]
    fn a_key_like_no_other_gets_the_list_of_known_ones() {
        let said = error("[log]\nzzzzzzzzzz = 1\n");
        assert_eq!(
            said,
            "dateline.toml, line 2: \"zzzzzzzzzz\" is not a known key. Known here: level, format."
        );
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_named_with_its_line() {
        let said = error("[server]\nmax_connections = \"many\"\n");
        assert!(said.starts_with("dateline.toml, line 2: Invalid type: string \"many\""), "{said}");
    }
}
