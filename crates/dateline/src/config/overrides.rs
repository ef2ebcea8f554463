//! `DATELINE_SECTION__KEY=value` in the environment, over the file.

use anyhow::{Result, anyhow};
use serde::Deserialize;
use toml::{Table, Value};

use super::{Config, wrong};

/// Applies every variable that names a key by a double underscore; others (`DATELINE_CONFIG`,
/// `DATELINE_DATA`) belong to the command line.
pub fn apply(config: Config, text: &str, vars: impl Iterator<Item = (String, String)>) -> Result<Config> {
    let mut found: Vec<(String, String)> =
        vars.filter(|(name, _)| name.starts_with("DATELINE_") && name.contains("__")).collect();
    found.sort();
    let (mut config, mut table) = (config, text.parse::<Table>().unwrap_or_default());
    for (name, value) in found {
        let path: Vec<String> = name["DATELINE_".len()..].split("__").map(str::to_lowercase).collect();
        set(&mut table, &path, read(&value)).map_err(|e| anyhow!("{name}: {e}"))?;
        // One at a time, so that an error names the variable that brought it.
        config = match Config::deserialize(table.clone()) {
            Ok(config) => config,
            // "8080" may be meant as a text where a number would read as one.
            Err(_) if !matches!(read(&value), Value::String(_)) => {
                set(&mut table, &path, Value::String(value)).map_err(|e| anyhow!("{name}: {e}"))?;
                Config::deserialize(table.clone())
                    .map_err(|e| anyhow!("{name}: {}", wrong::sentence(e.message())))?
            }
            Err(e) => return Err(anyhow!("{name}: {}", wrong::sentence(e.message()))),
        };
    }
    Ok(config)
}

/// A TOML value where it reads as one, else the text itself.
fn read(value: &str) -> Value {
    format!("v = {value}")
        .parse::<Table>()
        .ok()
        .and_then(|mut t| t.remove("v"))
        .unwrap_or_else(|| Value::String(value.to_owned()))
}

fn set(table: &mut Table, path: &[String], value: Value) -> std::result::Result<(), String> {
    match path {
        [] => Ok(()),
        [key] => {
            table.insert(key.clone(), value);
            Ok(())
        }
        [section, rest @ ..] => match table.entry(section.clone()).or_insert_with(|| empty(section)) {
            Value::Table(inner) => set(inner, rest, value),
            Value::Array(list) => set(named(list, section, rest)?, &rest[1..], value),
            _ => Err(format!("\"{section}\" is not a section of the configuration.")),
        },
    }
}

/// What a section is that the file does not have.
fn empty(section: &str) -> Value {
    if matches!(section, "source" | "rule") { Value::Array(Vec::new()) } else { Table::new().into() }
}

/// The entry of a list that a variable means: `DATELINE_SOURCE__MNA_WORLD__…` is the source named
/// "mna-world", for a variable's name has neither small letters nor hyphens.
fn named<'a>(
    list: &'a mut [Value],
    section: &str,
    rest: &[String],
) -> std::result::Result<&'a mut Table, String> {
    let wanted = rest.first().map(String::as_str).unwrap_or_default();
    let name = |entry: &Value| {
        ["name", "slug", "id"].iter().find_map(|key| entry.get(key))?.as_str().map(str::to_owned)
    };
    let known: Vec<String> = list.iter().filter_map(name).collect();
    if rest.len() > 1
        && let Some(Value::Table(entry)) =
            list.iter_mut().find(|entry| name(entry).is_some_and(|name| as_variable(&name) == wanted))
    {
        return Ok(entry);
    }
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Err(format!("there is no \"{section}\" of that name in the file. Known: {known}."))
}

/// A name as a variable has it, in small letters.
fn as_variable(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
    name.to_lowercase().chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn with(text: &str, vars: &[(&str, &str)]) -> Result<Config> {
        let vars = vars.iter().map(|(k, v)| (k.to_string(), v.to_string()));
        Config::from_text(text, Path::new("dateline.toml"), vars)
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let config = with(
            "[server]\nlisten = \"127.0.0.1:1\"\n",
            &[("DATELINE_SERVER__LISTEN", "0.0.0.0:80"), ("DATELINE_SERVER__MAX_CONNECTIONS", "7")],
        )
        .unwrap();
        assert_eq!((config.server.listen.as_str(), config.server.max_connections), ("0.0.0.0:80", 7));
    }

    #[test]
    fn a_number_is_taken_as_text_where_text_is_wanted() {
        assert_eq!(with("", &[("DATELINE_LOG__LEVEL", "7")]).unwrap().log.level, "7");
    }

    #[test]
    fn an_unknown_variable_is_named_with_its_nearest_key() {
        let said = with("", &[("DATELINE_SERVER__LISTN", "x")]).unwrap_err().to_string();
        assert_eq!(said, "DATELINE_SERVER__LISTN: \"listn\" is not a known key. Did you mean \"listen\"?");
    }

    #[test]
    fn a_variable_reaches_into_the_source_that_it_names() {
        let file = "[[source]]\nname = \"mna-world\"\npoll = { url = \"https://mna.example/\" }\n";
        let config = with(
            file,
            &[
                ("DATELINE_SOURCE__MNA_WORLD__POLL__URL", "https://other.example/"),
                ("DATELINE_SOURCE__MNA_WORLD__PUBLISH", "false"),
            ],
        )
        .unwrap();
        assert_eq!(config.sources[0].poll.as_ref().unwrap().url, "https://other.example/");
        assert!(!config.sources[0].publish);
        let said = with(file, &[("DATELINE_SOURCE__MNA__PUBLISH", "false")]).unwrap_err().to_string();
        assert_eq!(
            said,
            "DATELINE_SOURCE__MNA__PUBLISH: there is no \"source\" of that name in the file. Known: mna-world."
        );
    }

    #[test]
    fn variables_without_a_section_are_left_to_the_command_line() {
        assert!(with("", &[("DATELINE_DATA", "/srv/paper")]).is_ok());
    }
}
