//! Addresses in copy: which of them a reader may follow.

use url::Url;

/// An address fit for a link: absolute `http`, `https`, `mailto` or `tel`, relative ones resolved
/// against `base`. Anything else (`javascript:`, `data:`, a bare fragment) is none.
pub(crate) fn link(written: &str, base: Option<&Url>) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || written.starts_with('#') {
        return None;
    }
    let url = resolve(written, base)?;
    matches!(url.scheme(), "http" | "https" | "mailto" | "tel").then(|| url.into())
}

/// The address of a picture, film or page as an absolute `http` or `https` one.
pub(crate) fn web(written: &str, base: Option<&Url>) -> Option<String> {
    link(written, base).filter(|href| href.starts_with("http"))
}

/// The address of a rendition: absolute `http(s)`, or the name of a file beside the delivery as it
/// was written. Names that lead out of the delivery's folder are none.
pub(crate) fn file(written: &str, base: Option<&Url>) -> Option<String> {
    let written = written.trim();
    if let Some(address) = web(written, base) {
        return Some(address);
    }
    let name = written.split(['?', '#']).next().unwrap_or_default();
    let plain = !name.is_empty()
        && !name.starts_with(['/', '\\'])
        && !name.contains([':', '%'])
        && !written.contains(['`', '{', '}', '|', '\\'])
        && is_plain(written)
        && name.split('/').all(|part| part != "..");
    plain.then(|| written.to_owned())
}

/// Without what no address and no name of a file has, but mark-up that was torn has. An apostrophe is in many a place's
/// name.
pub(crate) fn is_plain(written: &str) -> bool {
    !written.contains(['<', '>', '"']) && !written.chars().any(char::is_control)
}

fn resolve(written: &str, base: Option<&Url>) -> Option<Url> {
    if let Some(base) = base {
        return base.join(written).ok();
    }
    // An address without its scheme is nearly always meant for the web's usual one.
    if written.starts_with("//") { Url::parse(&format!("https:{written}")) } else { Url::parse(written) }.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_a_reader_may_follow_are_links() {
        let base = Url::parse("https://harbour.example/news/").ok();
        let to = |s| link(s, base.as_ref());
        assert_eq!(to("../about").as_deref(), Some("https://harbour.example/about"));
        assert_eq!(to("//cdn.example/x").as_deref(), Some("https://cdn.example/x"));
        assert_eq!(to("mailto:desk@harbour.example").as_deref(), Some("mailto:desk@harbour.example"));
        for bad in
            ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "#top", "", "vbscript:x"]
        {
            assert_eq!(to(bad), None, "{bad}");
            assert_eq!(link(bad, None), None, "{bad}");
        }
    }

    #[test]
    fn a_file_beside_the_delivery_keeps_its_name() {
        for name in ["pictures/quay.jpg", "L'Aquila, the square.jpg"] {
            assert_eq!(file(name, None).as_deref(), Some(name));
        }
        for bad in [
            "../../etc/passwd",
            "/etc/passwd",
            "C:\\x.jpg",
            "file:///etc/passwd",
            "data:image/png;base64,xx",
            "a.jpg\"><b>",
        ] {
            assert_eq!(file(bad, None), None, "{bad}");
        }
    }
}
