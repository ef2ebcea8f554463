//! The lines of `/ads.txt` (IAB Tech Lab, version 1.1): who may sell the paper's places.

/// What is wrong with a line; `None` where nothing is.
pub fn wrong(line: &str) -> Option<String> {
    if line.contains(['\n', '\r']) {
        return Some("it is more than one line. Write each as an entry of its own".into());
    }
    let plain = line.split('#').next().unwrap_or_default().trim();
    if plain.is_empty() {
        // A remark, or an empty line between.
        return None;
    }
    let comma = plain.find(',');
    match plain.find('=').filter(|at| comma.is_none_or(|comma| *at < comma)) {
        Some(at) => variable(plain[..at].trim(), plain[at + 1..].trim()),
        None => record(plain),
    }
}

fn variable(name: &str, value: &str) -> Option<String> {
    const KNOWN: [&str; 5] =
        ["CONTACT", "SUBDOMAIN", "INVENTORYPARTNERDOMAIN", "OWNERDOMAIN", "MANAGERDOMAIN"];
    let name = name.to_ascii_uppercase();
    if !KNOWN.contains(&name.as_str()) {
        return Some(format!("\"{name}\" is no variable. Known: {}", KNOWN.join(", ")));
    }
    if value.is_empty() {
        return Some(format!("{name} says nothing"));
    }
    let host = value.split(',').next().unwrap_or_default().trim();
    (name != "CONTACT" && !is_domain(host)).then(|| format!("\"{host}\" is no domain"))
}

fn record(line: &str) -> Option<String> {
    // What follows a semicolon is an extension, which readers pass over.
    let line = line.split(';').next().unwrap_or_default();
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    let [domain, account, relation, rest @ ..] = fields.as_slice() else {
        return Some(
            "it needs three fields: the advertising system's domain, the account, DIRECT or RESELLER".into(),
        );
    };
    if !is_domain(domain) {
        return Some(format!("\"{domain}\" is no domain"));
    }
    if account.is_empty() || account.contains(char::is_whitespace) {
        return Some("its second field, the account, is empty or has a space in it".into());
    }
    if !relation.eq_ignore_ascii_case("DIRECT") && !relation.eq_ignore_ascii_case("RESELLER") {
        return Some(format!("its third field is \"{relation}\". Write DIRECT or RESELLER"));
    }
    match rest {
        [] => None,
        [authority] if !authority.is_empty() && authority.bytes().all(|b| b.is_ascii_alphanumeric()) => None,
        [_] => Some("its fourth field, the certification authority, is letters and digits".into()),
        _ => Some("it has more than four fields".into()),
    }
}

pub fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_lines_are_taken() {
        for line in [
            "exchange.example, pub-1234, DIRECT, f08c47fec0942fa0",
            "exchange.example, 12/7, reseller # the islands",
            "exchange.example, 1, DIRECT;extension=1",
            "# remarks",
            "",
            "CONTACT=ads@courier.example",
            "contact = https://courier.example/ads?a=1",
            "OWNERDOMAIN=courier.example",
            "MANAGERDOMAIN=seller.example, PT",
        ] {
            assert_eq!(wrong(line), None, "{line}");
        }
    }

    #[test]
    fn a_bad_line_is_told_what_is_wrong_with_it() {
        for (line, said) in [
            ("exchange.example", "three fields"),
            ("exchange.example, pub-1", "three fields"),
            ("https://exchange.example, 1, DIRECT", "no domain"),
            ("exchange, 1, DIRECT", "no domain"),
            ("exchange.example, , DIRECT", "the account"),
            ("exchange.example, 1, DIRCT", "\"DIRCT\". Write DIRECT"),
            ("exchange.example, 1, DIRECT, a-b", "fourth field"),
            ("exchange.example, 1, DIRECT, a, b", "more than four"),
            ("OWNER=courier.example", "no variable"),
            ("OWNERDOMAIN=", "says nothing"),
            ("SUBDOMAIN=not a domain", "no domain"),
            ("a.example, 1, DIRECT\nb.example, 1, DIRECT", "more than one line"),
        ] {
            let found = wrong(line).unwrap_or_default();
            assert!(found.contains(said), "{line}: {found}");
        }
    }
}
