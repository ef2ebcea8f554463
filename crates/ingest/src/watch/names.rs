//! What a file's name says.

use std::path::Path;

/// Is it a passing thing: hidden, or still being written under another name?
pub(crate) fn is_passing(path: &Path) -> bool {
    const UNFINISHED: [&str; 10] =
        ["tmp", "temp", "part", "partial", "filepart", "crdownload", "swp", "swx", "lock", "writing"];
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.starts_with('.')
        || name.ends_with('~')
        || matches!(&*name, "Thumbs.db" | "desktop.ini")
        || extension(path).is_some_and(|extension| UNFINISHED.contains(&extension.as_str()))
}

/// Does it claim to be a picture? Then it belongs to a text and is no delivery of its own.
pub(crate) fn is_picture(path: &Path) -> bool {
    const PICTURES: [&str; 12] =
        ["jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "tif", "tiff", "bmp", "eps", "svg"];
    extension(path).is_some_and(|extension| PICTURES.contains(&extension.as_str()))
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_ascii_lowercase())
}

/// Does the file's name match the pattern, `*` being any letters and `?` one? Without regard to case.
pub(crate) fn matches(pattern: &str, path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name: Vec<char> = name.chars().collect();
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let (mut p, mut n) = (0, 0);
    // Where to go on when the letters that the last `*` took so far were too few.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p + 1, n));
                p += 1;
            }
            Some(&c) if c == '?' || c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((after, taken)) => {
                    star = Some((after, taken + 1));
                    (p, n) = (after, taken + 1);
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_names_as_people_expect() {
        for (pattern, name, fits) in [
            ("*.xml", "story.xml", true),
            ("*.xml", "2026/STORY.XML", true),
            ("*.xml", "story.xml.txt", false),
            ("mna_*_??.json", "mna_world_en.json", true),
            ("mna_*_??.json", "mna_world_eng.json", false),
            ("*a*b*c", "xxaxxbxxbc", true),
            ("*", "", true),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, Path::new(name)), fits, "{pattern} {name}");
        }
    }

    #[test]
    fn names_of_unfinished_files_are_known() {
        for passing in [".story.xml.Xa4d", "story.xml.part", "story.xml.TMP", "story.xml~", "in/.hidden"] {
            assert!(is_passing(Path::new(passing)), "{passing}");
        }
        for lasting in ["story.xml", "story", "party.xml", "tmp"] {
            assert!(!is_passing(Path::new(lasting)), "{lasting}");
        }
    }
}
