use super::*;

fn source(toml: &str) -> SourceSettings {
    toml::from_str(toml).unwrap()
}

#[test]
fn a_source_of_every_road_can_be_written_down() {
    let source = source(
        r#"
        name = "mna-world"
        agency = { slug = "mna", name = "Meridian News Agency" }
        format = "newsml-g2"
        zone = "Europe/Oslo"
        publish = false
        undated = "show"
        quiet_after = "6h"
        pictures = "fetch"
        [folder]
        path = "in/mna"
        pattern = ["*.xml"]
        after = "move"
        [poll]
        url = "https://feeds.mna.example/world"
        every = 90
        header_files = { "X-Key" = "secrets/mna-key" }
        [imap]
        host = "imap.mna.example"
        ca_file = "secrets/mna-ca.pem"
        user = "copy@courier.example"
        password_file = "secrets/mail"
        from = ["desk@mna.example", "@mna.example"]
        since = "2026-11-01"
        after = "move"
        move_to = "Taken"
        [push]
        token_file = "/etc/dateline/mna-token"
        "#,
    );
    assert_eq!(source.policy(), Policy { publish: false, undated: Undated::Show });
    assert_eq!(source.quiet_after, Some(SignedDuration::from_hours(6)));
    assert_eq!(source.poll.as_ref().unwrap().every, SignedDuration::from_secs(90));
    assert_eq!(source.format, Some(Format::NewsmlG2));
    let mut placed = source;
    placed.resolve_paths(Path::new("/paper"));
    assert_eq!(placed.folder.as_ref().unwrap().path, Path::new("/paper/in/mna"));
    assert_eq!(placed.folder.unwrap().done(), Path::new("/paper/in/mna/done"));
    assert_eq!(placed.poll.unwrap().header_files["X-Key"], Path::new("/paper/secrets/mna-key"));
    let imap = placed.imap.unwrap();
    assert_eq!(imap.password_file, Path::new("/paper/secrets/mail"));
    assert_eq!(imap.ca_file.as_deref(), Some(Path::new("/paper/secrets/mna-ca.pem")));
    assert_eq!(placed.push.unwrap().token_file, Path::new("/etc/dateline/mna-token"));
}

#[test]
fn spans_are_written_as_people_write_them() {
    for (written, seconds) in [("\"90s\"", 90), ("90", 90), ("\"1h 30m\"", 5400), ("\"2 days\"", 172_800)] {
        let poll: PollSettings = toml::from_str(&format!("every = {written}")).unwrap();
        assert_eq!(poll.every.as_secs(), seconds, "{written}");
    }
    for nonsense in ["\"soon\"", "\"-5s\"", "-5"] {
        assert!(toml::from_str::<PollSettings>(&format!("every = {nonsense}")).is_err(), "{nonsense}");
    }
}

#[test]
fn an_unknown_key_is_an_error() {
    let error = toml::from_str::<SourceSettings>("nmae = \"mna\"").unwrap_err().to_string();
    assert!(error.contains("nmae"), "{error}");
}

#[test]
fn everything_wrong_with_a_source_is_said_in_a_sentence_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("short"), "12345\n").unwrap();
    let mut bad = source(
        r#"
        name = "mna"
        zone = "Europe/Atlantis"
        max_bytes = 0
        [folder]
        path = "no/such/folder"
        done = "no/such/folder"
        [poll]
        url = "ftp://user:secret@mna.example/?key=k-123"
        every = 0
        password_file = "no/such/file"
        [push]
        token_file = "short"
        "#,
    );
    bad.resolve_paths(folder.path());
    let mut wrong = bad.check();
    wrong.extend(bad.missing_folder());
    for about in [
        "agency.slug",
        "agency.name",
        "Atlantis",
        "max_bytes",
        "folder.path",
        "would move",
        "poll.url",
        "pause",
        "poll.user",
        "no/such/file",
        "can be guessed",
    ] {
        assert!(wrong.iter().any(|sentence| sentence.contains(about)), "{about}: {wrong:#?}");
    }
    assert!(wrong.iter().all(|sentence| sentence.contains("mna") && sentence.ends_with('.')), "{wrong:#?}");
    assert!(!wrong.iter().any(|s| s.contains("12345") || s.contains("k-123")), "a secret is never printed");
}

#[test]
fn everything_wrong_with_a_mailbox_is_said_in_a_sentence_that_names_its_source() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret"), "tide table\n").unwrap();
    let mut bad = source(
        r#"
        name = "mna"
        agency = { slug = "mna", name = "Meridian" }
        poll = { url = "https://mna.example/feed" }
        [imap]
        host = "imaps://imap.mna.example"
        tls = "none"
        ca_file = "secret"
        mailbox = ""
        every = 0
        most = 0
        from = ["Meridian <desk@mna.example>", "mna.example", "@"]
        after = "move"
        "#,
    );
    bad.resolve_paths(folder.path());
    let wrong = bad.check();
    for about in [
        "imap.host",
        "imap.user",
        "imap.mailbox",
        "pause",
        "imap.most",
        "Meridian <desk",
        "has \"mna.example\"",
        "has \"@\"",
        "imap.move_to",
        "in the clear",
        "No file is named",
        "no certificate",
        "two sources",
    ] {
        assert!(wrong.iter().any(|sentence| sentence.contains(about)), "{about}: {wrong:#?}");
    }
    assert_eq!(wrong.len(), 13, "{wrong:#?}");
    assert!(wrong.iter().all(|sentence| sentence.contains("mna") && sentence.ends_with('.')), "{wrong:#?}");
    assert!(!wrong.iter().any(|sentence| sentence.contains("tide")), "a secret is never printed");
    let good = source(
        r#"
        name = "mna"
        agency = { slug = "mna", name = "Meridian" }
        [imap]
        host = "imap.mna.example"
        user = "copy@courier.example"
        password_file = "secret"
        from = ["desk@mna.example", "@mna.example"]
        "#,
    );
    let mut good = good;
    good.resolve_paths(folder.path());
    assert_eq!(good.check(), [] as [&str; 0]);
    for (tls, port) in [(Tls::Tls, 993), (Tls::Starttls, 143)] {
        let imap = ImapSettings { tls, ..ImapSettings::default() };
        assert_eq!(imap.port(), port);
    }
}

#[test]
fn an_allowed_internal_address_has_a_port() {
    let fetch = FetchSettings {
        allow_private: vec!["10.0.0.5".into(), "10.0.0.5:8080".into()],
        ..Default::default()
    };
    assert_eq!(fetch.check().len(), 1);
}

#[test]
fn an_address_with_a_key_in_it_stands_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("address");
    let mut polled = source(
        "name = \"mna\"\nagency = { slug = \"mna\", name = \"Meridian\" }\npoll = { url_file = \"address\" }",
    );
    polled.resolve_paths(folder.path());
    assert!(polled.check()[0].contains("cannot be read"), "{:?}", polled.check());
    std::fs::write(&file, "ftp://mna.example/?key=k-123\n").unwrap();
    assert_eq!(
        polled.check(),
        [format!("The source \"mna\": The first line of {} is no http or https address.", file.display())]
    );
    std::fs::write(&file, "https://mna.example/feed?key=k-123\n").unwrap();
    assert_eq!(polled.check(), [] as [&str; 0]);
    let poll = polled.poll.as_mut().unwrap();
    assert_eq!(poll.address().unwrap().as_str(), "https://mna.example/feed?key=k-123");
    poll.url = "https://mna.example/feed".into();
    assert!(polled.check()[0].contains("Keep one of them"), "{:?}", polled.check());
}

#[test]
fn a_source_cannot_take_a_name_that_belongs_to_imports() {
    let named = |name: &str| {
        let agency = "{ slug = \"mna\", name = \"Meridian\" }";
        source(&format!("name = \"{name}\"\nagency = {agency}")).check()
    };
    for taken in ["import-", "import-courier-example", "import-courier-example-held"] {
        let wrong = named(taken);
        assert_eq!(wrong.len(), 1, "{wrong:#?}");
        assert!(wrong[0].contains(taken) && wrong[0].ends_with("Name it otherwise."), "{wrong:#?}");
    }
    for free in ["import", "imports", "mna-import", "important"] {
        assert_eq!(named(free), [] as [&str; 0], "{free}");
    }
}
