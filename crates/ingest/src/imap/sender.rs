//! Who a message says that it is from.

/// Are all senders of a message, of whose head this is what has the name `From`, among those that may send? An entry
/// is an address or, from its "@" on, a house.
pub(super) fn is_allowed(head: &[u8], allowed: &[String]) -> bool {
    let head = String::from_utf8_lossy(head);
    let known = |sender: &String| {
        allowed.iter().any(|entry| match entry.strip_prefix('@') {
            Some(house) => sender.rsplit_once('@').is_some_and(|(_, its)| its.eq_ignore_ascii_case(house)),
            None => entry.eq_ignore_ascii_case(sender),
        })
    };
    let senders: Vec<String> = fields(&head).iter().flat_map(|field| senders(field)).collect();
    !senders.is_empty() && senders.iter().all(known)
}

/// Values of fields, each with the lines that go on with it. A message that has the field twice names both.
fn fields(head: &str) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in head.lines() {
        match (line.starts_with([' ', '\t']), fields.last_mut()) {
            (true, Some(field)) => field.push_str(line),
            _ => fields.extend(line.split_once(':').map(|(_, value)| value.to_owned())),
        }
    }
    fields
}

/// The addresses of `"Desk, night" <desk@mna.example> (by mail), press@port.example`: of each sender what stands in
/// angle brackets, else all that is no comment. A name in quotation marks is no address.
fn senders(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut bare, mut angled) = (String::new(), None::<String>);
    let (mut quoted, mut comments, mut inside) = (false, 0_usize, false);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted || comments > 0 => drop(chars.next()),
            '"' if comments == 0 => {
                quoted = !quoted;
                // With its marks, so that a name is never taken for an address.
                if inside { angled.get_or_insert_default() } else { &mut bare }.push(c);
            }
            _ if quoted => if inside { angled.get_or_insert_default() } else { &mut bare }.push(c),
            '(' => comments += 1,
            ')' => comments = comments.saturating_sub(1),
            _ if comments > 0 => {}
            '<' => (inside, angled) = (true, Some(String::new())),
            '>' => inside = false,
            ',' | ';' if !inside => finish(&mut bare, &mut angled, &mut found),
            // The name of a group.
            ':' if !inside => bare.clear(),
            c if c.is_whitespace() => {}
            c => if inside { angled.get_or_insert_default() } else { &mut bare }.push(c),
        }
    }
    finish(&mut bare, &mut angled, &mut found);
    found
}

fn finish(bare: &mut String, angled: &mut Option<String>, found: &mut Vec<String>) {
    let bare = std::mem::take(bare);
    let address = angled.take().unwrap_or(bare);
    if !address.is_empty() {
        found.push(address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_counts_and_not_the_name_before_it() {
        let allowed = ["desk@mna.example".to_owned(), "@port.example".to_owned()];
        for field in [
            "From: desk@mna.example\r\n\r\n",
            "From: Meridian <Desk@MNA.example>\r\n",
            "From: \"Desk, night\" <desk@mna.example> (by mail)\r\n",
            "From:\r\n =?utf-8?q?Hafen?=\r\n <press@Port.Example>\r\n",
            "From: desk@mna.example, press@port.example\r\n",
            "From: Press: press@port.example, desk@mna.example;\r\n",
        ] {
            assert!(is_allowed(field.as_bytes(), &allowed), "{field}");
        }
        for field in [
            "",
            "From:\r\n",
            "From: \"desk@mna.example\" <x@else.example>\r\n",
            "From: desk@mna.example <x@else.example>\r\n",
            "From: desk@mna.example, x@else.example\r\n",
            "From: x@else.example (desk@mna.example)\r\n",
            "From: \"\\\" <desk@mna.example>\" <x@else.example>\r\n",
            "From: <desk@mna.example.else.example>\r\n",
            "From: <x@sub.port.example>\r\n",
            "From: \"desk@mna.example\"\r\n",
            "From: x@else.example\r\nFrom: desk@mna.example\r\n",
            "From: desk@mna.example\r\nFrom: x@else.example\r\n",
        ] {
            assert!(!is_allowed(field.as_bytes(), &allowed), "{field}");
        }
    }
}
