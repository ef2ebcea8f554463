//! Pictures that lie beside their text.

use std::path::{Path, PathBuf};

use url::Url;

use crate::Beside;
use crate::regular::{self, Unread};

/// The path inside the source's folder that `href`, written in a file of `dir`, names; `None` where it
/// leads out of the folder. Slashes both ways count, as agencies write both.
pub fn inside(dir: &Path, href: &str) -> Option<String> {
    let href = href.replace('\\', "/");
    if href.starts_with('/') || href.contains(['\0', ':']) {
        return None;
    }
    let dir = dir.to_str()?.replace('\\', "/");
    let mut parts: Vec<&str> = dir.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            _ => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// `C:\pictures\a.jpg` reads as an address with the scheme `c`.
pub fn is_drive_letter(url: &Url) -> bool {
    url.scheme().len() == 1
}

/// The file of a path that [`inside`] gave, with the path where it was found: in the folder, or among
/// what was taken from it before; by its name as written or with its `%20`s resolved. `None` where it is
/// not there, not yet readable, or still moving; else the sentence that says why it is not taken.
pub fn find(beside: &Beside, inside: &str, most: u64) -> Result<Option<(Vec<u8>, PathBuf)>, String> {
    let mut names = vec![inside.to_owned()];
    names.extend(unescaped(inside));
    let roots = std::iter::once(&beside.root).chain(&beside.done);
    for root in roots {
        let Ok(real) = root.canonicalize() else { continue };
        for name in &names {
            let path = real.join(name);
            match regular::read(&real, &path, most) {
                Ok((bytes, _)) => return Ok(Some((bytes, path))),
                Err(Unread::Gone | Unread::Changed | Unread::Denied | Unread::Io(_)) => {}
                Err(why) => return Err(why.to_string()),
            }
        }
    }
    Ok(None)
}

/// `harbour%20wall.jpg` is "harbour wall.jpg"; `None` where that changes nothing or leads elsewhere.
pub fn unescaped(inside: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(inside.len());
    let mut rest = inside.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let digit = |at: usize| tail.get(at).and_then(|byte| (*byte as char).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    let text = String::from_utf8(bytes).ok().filter(|text| text != inside)?;
    self::inside(Path::new(""), &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_looked_for_inside_the_folder_only() {
        let dir = Path::new("2026/03");
        assert_eq!(inside(dir, "a.jpg").as_deref(), Some("2026/03/a.jpg"));
        assert_eq!(inside(dir, "./img/a.jpg").as_deref(), Some("2026/03/img/a.jpg"));
        assert_eq!(inside(dir, r"..\img\a.jpg").as_deref(), Some("2026/img/a.jpg"));
        for outside in [
            "../../../a.jpg",
            "/etc/passwd",
            r"\\host\share\a.jpg",
            r"C:\a.jpg",
            "..",
            "../..",
            "",
            "a\0.jpg",
        ] {
            let found = inside(dir, outside);
            assert!(
                found.is_none() || found.as_deref() == Some("2026") || outside.is_empty(),
                "{outside}: {found:?}"
            );
        }
        assert_eq!(inside(Path::new(""), "../a.jpg"), None);
    }

    #[test]
    fn escapes_in_a_name_are_resolved_and_lead_nowhere_else() {
        assert_eq!(unescaped("harbour%20wall.jpg").as_deref(), Some("harbour wall.jpg"));
        assert_eq!(unescaped("%2e%2e/%2e%2e/etc/passwd"), None);
        assert_eq!(unescaped("%2fetc%2fpasswd"), None);
        assert_eq!(unescaped("100%.jpg"), None);
    }

    /// The shared collection of ways out of a folder, where it is at hand.
    #[test]
    fn no_known_way_leads_out_of_the_folder() {
        let shared = std::env::var("DATELINE_SHARED")
            .unwrap_or(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared").into());
        let Ok(lines) = std::fs::read(format!("{shared}/hostile/urls/traversal.txt")) else { return };
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("wire");
        std::fs::create_dir_all(root.join("in")).unwrap();
        std::fs::write(home.path().join("secret"), "secret").unwrap();
        let beside = Beside { root: root.clone(), dir: "in".into(), done: None };
        for line in String::from_utf8_lossy(&lines).lines() {
            if let Some(path) = inside(&beside.dir, line) {
                let found = find(&beside, &path, 1 << 20);
                assert!(!matches!(found, Ok(Some(_))), "{line}: {found:?}");
            }
        }
    }
}
