//! What readers read with, and what is no reader.

use aho_corasick::{AhoCorasick, MatchKind};

/// Parts of the names of programs, and, after an equals sign, of people's devices that look like one.
const LIST: &str = include_str!("agents.txt");

pub struct Agents {
    /// `None` where the list cannot be made into one machine: then nobody is a person.
    names: Option<AhoCorasick>,
    /// By number of the name: it is a device's.
    devices: Vec<bool>,
}

impl Agents {
    pub fn new() -> Agents {
        let lines = LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (names, devices): (Vec<&str>, Vec<bool>) =
            lines.map(|line| line.strip_prefix('=').map_or((line, false), |device| (device, true))).unzip();
        // The longest name wins: a device's before the part of it that is a program's.
        let names = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(names)
            .ok();
        Agents { names, devices }
    }

    /// Whether a `User-Agent` looks like somebody's browser.
    pub fn is_person(&self, agent: &[u8]) -> bool {
        let is_device = |number: usize| self.devices.get(number).copied().unwrap_or_default();
        let Some(names) = self.names.as_ref().filter(|_| !agent.is_empty()) else { return false };
        names.find_iter(agent).all(|found| is_device(found.pattern().as_usize()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_of_this_day_are_people() {
        let agents = Agents::new();
        for agent in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
            "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/80.0.3987.99 Mobile Safari/537.36",
            "Lynx/2.9.0 libssl-mm/1.4 SSL-MM/1.4.1 OpenSSL/3.0.13",
        ] {
            assert!(agents.is_person(agent.as_bytes()), "{agent}");
        }
    }

    #[test]
    fn every_line_of_the_list_can_be_found() {
        let agents = Agents::new();
        for line in LIST.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '='])) {
            assert_eq!(line, line.trim().to_lowercase(), "small letters and no spaces around");
            assert!(!agents.is_person(format!("Mozilla/5.0 {line} x").as_bytes()), "{line}");
        }
    }
}
