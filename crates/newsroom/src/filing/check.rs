//! What is wrong with a rule, for `dateline config check`.

use super::Rule;

impl Rule {
    /// Problems of the rule itself and its section, one sentence each. `sections` are slugs and names.
    pub fn check(&self, sections: &[(String, String)]) -> Vec<String> {
        let mut problems = Vec::new();
        let rule = if self.name.trim().is_empty() {
            problems.push("A rule has no name; the desk is shown it as the reason for a filing.".to_owned());
            "A rule without a name".to_owned()
        } else {
            format!("Rule \"{}\"", self.name)
        };
        let when = &self.when;
        let lists = [
            ("source", &when.source),
            ("subject", &when.subject),
            ("topic", &when.topic),
            ("keyword", &when.keyword),
            ("language", &when.language),
        ];
        if lists.iter().all(|(_, list)| list.is_empty()) && when.urgency.is_none() {
            problems.push(format!(
                "{rule} asks for nothing in `when`, so it matches every story; if that is meant, write \
                 `source = [\"*\"]`."
            ));
        }
        for (name, list) in lists {
            if list.iter().any(|entry| entry.trim().is_empty()) {
                problems.push(format!("{rule} has an empty entry in `when.{name}`; take it out."));
            }
        }
        for word in when.keyword.iter().filter(|word| !word.trim().is_empty()) {
            if !word.chars().any(char::is_alphanumeric) {
                problems.push(format!("{rule}: the keyword \"{word}\" has no letter, so it never matches."));
            }
        }
        if let Some(urgency) = when.urgency.filter(|urgency| !(1..=9).contains(urgency)) {
            problems.push(format!("{rule}: urgency goes from 1 (flash) to 9, and {urgency} is not between."));
        }
        let then = &self.then;
        if then.section.is_none() && then.topics.is_empty() && then.hold.is_none() {
            problems.push(format!("{rule} does nothing: give it a `section`, `topics` or `hold` in `then`."));
        }
        if then.topics.iter().any(|topic| crate::slug::of_name(topic).is_empty()) {
            problems.push(format!("{rule} adds a topic without a letter in its name; take it out."));
        }
        if let Some(section) = then.section.as_ref() {
            let slugs: Vec<&str> = sections.iter().map(|(slug, _)| slug.as_str()).collect();
            problems.extend(unknown(&rule, "section", section, &slugs));
        }
        problems
    }

    /// Problems of the sources that the rule names, one sentence each.
    pub fn check_sources(&self, sources: &[&str]) -> Vec<String> {
        let rule = format!("Rule \"{}\"", self.name);
        let named = self.when.source.iter().filter(|name| !name.ends_with('*') && !name.trim().is_empty());
        named.filter_map(|name| unknown(&rule, "source", name, sources)).collect()
    }
}

/// What is wrong with a name that is not known, as a sentence of whoever names it; `None` where it is.
pub fn unknown(rule: &str, kind: &str, name: &str, known: &[&str]) -> Option<String> {
    if known.iter().any(|known| known.eq_ignore_ascii_case(name) && (kind == "source" || *known == name)) {
        return None;
    }
    let remedy = match nearest(name, known) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if known.is_empty() => format!("no {kind} is configured."),
        None => format!("there are {}.", known.join(", ")),
    };
    Some(format!("{rule} names the {kind} \"{name}\", which is not configured; {remedy}"))
}

/// The known name that somebody may have meant.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    const LIKE_ENOUGH: f64 = 0.8;
    let name = name.to_lowercase();
    let likeness = |known: &str| strsim::jaro_winkler(&name, &known.to_lowercase());
    let best = known.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= LIKE_ENOUGH).then_some(best)
}
