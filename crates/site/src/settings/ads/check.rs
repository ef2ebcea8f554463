//! What is wrong with the advertising that is configured, a sentence each.

use jiff::tz::TimeZone;
use newsroom::filing::unknown;

use super::{Ad, AdSettings, Consent, Kind, ads_txt};
use crate::settings::Section;

/// No file of HTML is larger.
pub const LARGEST_HTML: u64 = 256 << 10;

impl AdSettings {
    /// `zone` is the paper's; without one its own finding says so.
    pub(in crate::settings) fn check(
        &self,
        sections: &[Section],
        zone: Option<&TimeZone>,
        findings: &mut Vec<String>,
    ) {
        for (n, line) in self.ads_txt.iter().enumerate() {
            if let Some(wrong) = ads_txt::wrong(line) {
                findings.push(format!("site.ads.ads_txt, line {} (\"{}\"): {wrong}.", n + 1, line.trim()));
            }
        }
        for entry in self.never_beside.iter().filter(|entry| !newsroom::sensitive::is_readable(entry)) {
            findings.push(format!(
                "site.ads.never_beside: \"{entry}\" can never be met. Write a code such as \"medtop:20000056\", a \
                 beginning such as \"subj:03*\", or the name of a subject."
            ));
        }
        for (name, slot) in &self.slots {
            if newsroom::slug::of_name(name) != *name || name.is_empty() {
                findings.push(format!(
                    "site.ads.slots: \"{name}\" is no name for a slot. Write small letters, digits and hyphens."
                ));
            }
            if !(20..=4000).contains(&slot.width) || !(20..=4000).contains(&slot.height) {
                findings.push(format!(
                    "site.ads.slots.{name} is {} by {} pixels. Choose from 20 to 4000 each.",
                    slot.width, slot.height
                ));
            }
        }
        for (n, ad) in self.ads.iter().enumerate() {
            let who = match ad.id.is_empty() {
                true => format!("site.ads.ad: advertisement {} of the file", n + 1),
                false => format!("site.ads.ad: the advertisement \"{}\"", ad.id),
            };
            let mut wrong = Vec::new();
            self.check_place(ad, sections, &who, &mut wrong);
            if self.ads[..n].iter().any(|earlier| earlier.id == ad.id) {
                wrong.push(format!("{who} has the id of another. Give each its own."));
            }
            check_kind(ad, &who, &mut wrong);
            self.check_tag(ad, &who, &mut wrong);
            wrong.extend(zone.and_then(|zone| check_times(ad, zone, &who)));
            findings.append(&mut wrong);
        }
    }

    fn check_place(&self, ad: &Ad, sections: &[Section], who: &str, wrong: &mut Vec<String>) {
        if newsroom::slug::of_name(&ad.id) != ad.id || ad.id.is_empty() {
            wrong.push(format!(
                "{who} needs an `id` of small letters, digits and hyphens, such as \"tea-house\"."
            ));
        }
        let stands_in = |other: &Ad| other.fallback.as_deref() == Some(&ad.id);
        if ad.slots.is_empty() && !self.ads.iter().any(stands_in) {
            wrong.push(format!("{who} stands nowhere. Name its `slots`, such as [\"side\"]."));
        }
        let slots = self.all_slots();
        let names: Vec<&str> = slots.keys().copied().collect();
        for name in &ad.slots {
            wrong.extend(unknown(who, "slot", name, &names));
            let fits = |slot: &super::Slot| ad.width <= slot.width && ad.height <= slot.height;
            if let Some(slot) = slots.get(name.as_str()).filter(|slot| !fits(slot)) {
                wrong.push(format!(
                    "{who} is {} by {} pixels and does not fit into the slot \"{name}\", which takes {} by {}.",
                    ad.width, ad.height, slot.width, slot.height
                ));
            }
        }
        let slugs: Vec<&str> = sections.iter().map(|section| section.slug.as_str()).collect();
        wrong.extend(ad.sections.iter().filter_map(|slug| unknown(who, "section", slug, &slugs)));
        for topic in ad.topics.iter().filter(|topic| newsroom::slug::of_name(topic) != **topic) {
            wrong.push(format!(
                "{who} names the topic \"{topic}\". Write it as in its address, such as \"{}\".",
                newsroom::slug::of_name(topic)
            ));
        }
        if !(1..=1000).contains(&ad.weight) {
            wrong.push(format!("{who} has the weight {}. Choose from 1 to 1000.", ad.weight));
        }
        if !(1..=100).contains(&ad.share) {
            wrong.push(format!("{who} has the share {}. Write a percentage from 1 to 100.", ad.share));
        }
    }

    fn check_tag(&self, ad: &Ad, who: &str, wrong: &mut Vec<String>) {
        if ad.kind() != Kind::Tag {
            if !ad.hosts.is_empty() || ad.fallback.is_some() {
                wrong.push(format!("{who} has `hosts` or a `fallback`, which only a `tag` can have."));
            }
            return;
        }
        if self.consent == Consent::NoneNeeded {
            wrong.push(format!(
                "{who} is a tag of a third party, and site.ads.consent is \"none-needed\". Write \"ask\", so that \
                 readers are asked first, or take the tag out."
            ));
        }
        if ad.hosts.is_empty() {
            wrong.push(format!("{who} names no `hosts`, so that its tag can fetch nothing."));
        }
        for host in &ad.hosts {
            if !ads_txt::is_domain(super::bare(host)) {
                wrong.push(format!(
                    "{who}: \"{host}\" is no host. Write for example \"ads.exchange.example\"."
                ));
            }
        }
        match ad.fallback.as_deref() {
            None => wrong.push(format!(
                "{who} has no `fallback`. Name the advertisement of your own that readers see who did not agree."
            )),
            Some(id) => {
                let known: Vec<&str> =
                    self.ads.iter().filter(|ad| ad.kind() != Kind::Tag).map(|ad| ad.id.as_str()).collect();
                wrong.extend(unknown(who, "fallback", id, &known));
                let stand_in = self.get(id);
                let larger = |other: &&Ad| other.width > ad.width || other.height > ad.height;
                if stand_in.filter(larger).is_some() {
                    wrong.push(format!("{who} is smaller than its fallback \"{id}\". Choose one that fits."));
                }
                if stand_in.is_some_and(|other| other.from.is_some() || other.until.is_some()) {
                    wrong.push(format!(
                        "{who} has the fallback \"{id}\", which has times of its own. Choose one that can stand in \
                         whenever the tag is shown."
                    ));
                }
            }
        }
    }
}

fn check_kind(ad: &Ad, who: &str, wrong: &mut Vec<String>) {
    let kinds = [("image", &ad.image), ("html", &ad.html), ("tag", &ad.tag)];
    let given: Vec<&str> = kinds.iter().filter(|(_, file)| file.is_some()).map(|(key, _)| *key).collect();
    if given.len() > 1 {
        wrong.push(format!("{who} has {}. Keep one of them.", given.join(" and ")));
    }
    let leads = ad.kind() != Kind::Tag || !ad.href.is_empty();
    if leads && !crate::settings::href(&ad.href) {
        wrong.push(format!(
            "{who} leads to \"{}\". Write an address that begins with / , https:// or mailto:.",
            ad.href
        ));
    }
    if matches!(ad.kind(), Kind::Text | Kind::Image) && ad.text.trim().is_empty() {
        wrong.push(format!("{who} says nothing. Give it a `text`."));
    }
    for (key, file) in kinds {
        let Some(file) = file else { continue };
        if ad.width == 0 || ad.height == 0 {
            wrong.push(format!("{who} needs the `width` and `height` of its {key}."));
        }
        match std::fs::metadata(file) {
            Ok(found) if found.is_file() && (key == "image" || found.len() <= LARGEST_HTML) => {}
            Ok(found) if found.is_file() => wrong.push(format!(
                "{who}: the file {} is larger than {} KiB.",
                file.display(),
                LARGEST_HTML >> 10
            )),
            _ => wrong.push(format!("{who}: there is no file {}.", file.display())),
        }
    }
}

fn check_times(ad: &Ad, zone: &TimeZone, who: &str) -> Option<String> {
    let from = ad.from.map(|from| from.begins(zone)).transpose();
    let until = ad.until.map(|until| until.ends(zone)).transpose();
    match (from, until) {
        (Err(why), _) => Some(format!("{who}, `from`: {why}")),
        (_, Err(why)) => Some(format!("{who}, `until`: {why}")),
        (Ok(Some(from)), Ok(Some(until))) if until <= from => {
            Some(format!("{who} ends before it begins. Check `from` and `until`."))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::ads::Slot;

    fn findings(settings: &AdSettings) -> Vec<String> {
        let section = |slug: &str| Section { slug: slug.into(), name: slug.into() };
        let mut findings = Vec::new();
        settings.check(&[section("business"), section("sport")], Some(&TimeZone::UTC), &mut findings);
        findings
    }

    fn tea() -> Ad {
        Ad {
            id: "tea".into(),
            slots: vec!["side".into()],
            href: "https://tea.example".into(),
            text: "Tea".into(),
            ..Ad::default()
        }
    }

    fn only(ad: Ad) -> Vec<String> {
        findings(&AdSettings { ads: vec![ad], ..AdSettings::default() })
    }

    /// The one finding.
    fn one(ad: Ad) -> String {
        let mut found = only(ad);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    #[test]
    fn a_sound_advertisement_has_no_findings() {
        assert_eq!(only(tea()), [] as [&str; 0]);
    }

    #[test]
    fn a_misspelt_slot_or_section_gets_the_nearest_known_one() {
        let said = one(Ad { slots: vec!["sied".into()], ..tea() });
        assert!(said.contains("\"tea\"") && said.ends_with("did you mean \"side\"?"), "{said}");
        let said = one(Ad { sections: vec!["busines".into()], ..tea() });
        assert!(said.ends_with("did you mean \"business\"?"), "{said}");
    }

    #[test]
    fn every_finding_names_the_advertisement_and_the_remedy() {
        for (ad, words) in [
            (Ad { id: String::new(), ..tea() }, "advertisement 1 of the file needs an `id`"),
            (Ad { slots: Vec::new(), ..tea() }, "stands nowhere"),
            (Ad { href: "javascript:alert(1)".into(), ..tea() }, "begins with /"),
            (Ad { text: " ".into(), ..tea() }, "says nothing"),
            (Ad { weight: 0, ..tea() }, "from 1 to 1000"),
            (Ad { share: 101, ..tea() }, "from 1 to 100"),
            (
                Ad { width: 640, height: 100, ..tea() },
                "does not fit into the slot \"side\", which takes 300 by 600",
            ),
            (Ad { topics: vec!["Port Ellery".into()], ..tea() }, "such as \"port-ellery\""),
            (Ad { hosts: vec!["a.example".into()], ..tea() }, "only a `tag` can have"),
            (
                Ad { image: Some("/nowhere.png".into()), width: 300, height: 250, ..tea() },
                "there is no file /nowhere.png",
            ),
            (
                Ad { from: "2026-12-02".parse().ok(), until: "2026-12-01".parse().ok(), ..tea() },
                "ends before it begins",
            ),
        ] {
            let said = one(ad);
            assert!(said.starts_with("site.ads.ad: ") && said.contains(words), "{said}");
        }
    }

    #[test]
    fn a_tag_needs_consent_hosts_and_a_house_advertisement_that_stands_in() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tag.html");
        std::fs::write(&file, "<script src=\"https://ads.exchange.example/t.js\"></script>").unwrap();
        let tag =
            Ad { id: "net".into(), href: String::new(), tag: Some(file), width: 300, height: 250, ..tea() };
        let sound =
            Ad { hosts: vec!["ads.exchange.example".into()], fallback: Some("tea".into()), ..tag.clone() };
        let with = |consent, tag: &Ad| {
            findings(&AdSettings { consent, ads: vec![tea(), tag.clone()], ..AdSettings::default() })
        };
        assert_eq!(with(Consent::Ask, &sound), [] as [&str; 0]);
        let said = with(Consent::NoneNeeded, &sound);
        assert!(said.len() == 1 && said[0].contains("\"none-needed\". Write \"ask\""), "{said:?}");
        let said = with(Consent::Ask, &tag);
        assert!(said.len() == 2 && said[0].contains("`hosts`") && said[1].contains("`fallback`"), "{said:?}");
        for host in ["exchange", "http://ads.exchange.example", "ads.exchange.example; script-src *", "*"] {
            let said = with(Consent::Ask, &Ad { hosts: vec![host.into()], ..sound.clone() });
            assert!(said.len() == 1 && said[0].contains("is no host"), "{host}: {said:?}");
        }
        let small = Ad { id: "small".into(), until: "2026-12-01".parse().ok(), width: 400, ..tea() };
        let small = Ad { slots: vec!["body".into()], ..small };
        let asked = AdSettings {
            consent: Consent::Ask,
            ads: vec![small, Ad { fallback: Some("small".into()), ..sound.clone() }],
            ..AdSettings::default()
        };
        let said = findings(&asked);
        assert!(
            said.len() == 2 && said[0].contains("smaller than") && said[1].contains("times of its own"),
            "{said:?}"
        );
        let said = with(Consent::Ask, &Ad { fallback: Some("tee".into()), ..sound.clone() });
        assert!(said.len() == 1 && said[0].ends_with("did you mean \"tea\"?"), "{said:?}");
    }

    #[test]
    fn a_bad_line_of_ads_txt_is_named_by_number_and_words() {
        let lines = ["# ours", "exchange.example, 1, DIRCT"].map(str::to_owned).to_vec();
        let said = findings(&AdSettings { ads_txt: lines, ..AdSettings::default() });
        assert_eq!(said.len(), 1);
        assert!(
            said[0].starts_with("site.ads.ads_txt, line 2 (\"exchange.example, 1, DIRCT\"): "),
            "{said:?}"
        );
    }

    #[test]
    fn slots_and_the_rule_by_subject_are_looked_at_too() {
        let mut settings = AdSettings { never_beside: vec!["medtop:".into()], ..AdSettings::default() };
        settings.slots.insert("Side".into(), Slot { width: 300, height: 5 });
        let said = findings(&settings);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].contains("can never be met")
                && said[1].contains("no name")
                && said[2].contains("300 by 5")
        );
    }
}
