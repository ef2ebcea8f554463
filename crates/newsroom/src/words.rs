//! Words without regard to case and accents, in every script.

use deunicode::deunicode_char;

/// A text in small letters without accents: "Ærø" gives "aero", "МОСКВА" gives "москва".
///
/// Latin letters are written plainly, so that "Zurich" finds "Zürich"; other scripts are kept, as a
/// transcription would let unlike words meet.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ if is_mark(c) => {}
            _ if is_latin(c) => {
                folded.extend(deunicode_char(c).unwrap_or_default().chars().map(|c| c.to_ascii_lowercase()));
            }
            _ => folded.extend(c.to_lowercase().map(plain)),
        }
    }
    folded
}

/// The plain form of an accented or positional letter of Greek, Cyrillic and Arabic.
fn plain(c: char) -> char {
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        _ => c,
    }
}

/// The words of a text, folded; what is neither letter nor digit parts them. So does an apostrophe:
/// "Ellery" stands in "Ellery's", and "Élysée" in "l'Élysée".
pub fn tokens(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A text made ready for [`Haystack::contains`].
pub struct Haystack {
    /// Words parted and framed by single spaces.
    spaced: String,
}

impl Haystack {
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Haystack {
        let mut spaced = String::from(" ");
        for text in texts {
            for word in tokens(text) {
                spaced.push_str(&word);
                spaced.push(' ');
            }
            // No phrase reaches from one text into the next.
            spaced.push_str("| ");
        }
        Haystack { spaced }
    }

    /// Does a word or phrase stand in the text as whole words? In scripts that are written without
    /// spaces between words (Chinese, Japanese, Thai …), does it stand there at all? An Arabic or
    /// Hebrew word is found behind the article and the small words that are written onto it, a Korean
    /// one before its particles.
    pub fn contains(&self, phrase: &str) -> bool {
        let words = tokens(phrase);
        if words.is_empty() {
            return false;
        }
        let phrase = words.join(" ");
        if phrase.chars().any(is_unspaced) {
            return self.spaced.contains(&phrase);
        }
        let framed = format!(" {phrase} ");
        if self.spaced.contains(&framed) {
            return true;
        }
        if phrase.ends_with(|c| matches!(c, '\u{ac00}'..='\u{d7a3}')) {
            return self.spaced.contains(framed.trim_end());
        }
        phrase.starts_with(is_semitic) && self.stands_behind_prefix(&framed[1..])
    }

    fn stands_behind_prefix(&self, phrase: &str) -> bool {
        const PREFIXES: [&str; 14] =
            ["ال", "و", "ب", "ل", "ف", "ك", "وال", "بال", "لل", "فال", "كال", "ה", "ו", "ב"];
        PREFIXES.iter().any(|prefix| self.spaced.contains(&format!(" {prefix}{phrase}")))
    }
}

/// Accents that stand as characters of their own, Arabic and Hebrew vowel signs and the tatweel among
/// them. Marks of Indic scripts are letters' vowels and stay.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}'
        | '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ff5e}')
        && c != '×'
        && c != '÷'
}

fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_semitic(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}')
}
