use ingest::*;
use store::mailboxes::{self, MailboxState};
use store::sources::{self, PollState};
use tokio_util::sync::CancellationToken;

use crate::house::*;
use crate::mailbox::{PASSWORD, Server};

struct Post {
    server: Server,
    secrets: tempfile::TempDir,
    settings: ImapSettings,
    house: House,
}

async fn post(settings: ImapSettings) -> Post {
    let server = Server::start().await;
    let secrets = tempfile::tempdir().unwrap();
    let password_file = secrets.path().join("password");
    std::fs::write(&password_file, format!("{PASSWORD}\n")).unwrap();
    let settings = ImapSettings {
        host: "127.0.0.1".into(),
        port: server.address.port(),
        tls: Tls::None,
        user: "courier".into(),
        password_file,
        ..settings
    };
    let house = House::with(of(&settings)).await;
    Post { server, secrets, settings, house }
}

fn of(settings: &ImapSettings) -> SourceSettings {
    SourceSettings { imap: Some(settings.clone()), max_bytes: 4000, ..source() }
}

impl Post {
    fn imap(&self) -> Imap {
        let source = self.house.intake.source("mna").unwrap();
        Imap::new(&self.house.intake, source, &FetchSettings::default()).unwrap()
    }

    async fn look(&self, time: &str) -> Round {
        self.imap().look(at(time), 1.0, &CancellationToken::new()).await.unwrap()
    }

    /// How many messages a round took and how many it left alone.
    async fn took(&self, time: &str) -> (usize, u64) {
        match self.look(time).await {
            Round::Done { taken, left_alone } => (taken.len(), left_alone),
            other => panic!("{other:?}"),
        }
    }

    async fn restarted(self, settings: ImapSettings) -> Post {
        let Post { server, secrets, house, .. } = self;
        let house = house.restarted(of(&settings)).await;
        Post { server, secrets, settings, house }
    }

    async fn state(&self) -> PollState {
        sources::get(self.house.store().db(), "mna").await.unwrap().unwrap().poll
    }

    async fn memory(&self) -> MailboxState {
        mailboxes::get(self.house.store().db(), "mna").await.unwrap().unwrap()
    }
}

/// A message as a press office writes it.
fn letter(from: &str, subject: &str) -> String {
    format!(
        "Return-Path: <{from}>\r\nDate: Mon, 02 Mar 2026 07:30:00 +0000\r\nFrom: Harbour desk <{from}>\r\n\
         To: copy@courier.example\r\nMessage-ID: <{}@port.example>\r\nSubject: {subject}\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{subject}, the harbour master said on Monday.\r\n",
        subject.replace(' ', "-")
    )
}

fn from_port(subject: &str) -> String {
    letter("desk@port.example", subject)
}

#[tokio::test]
async fn a_message_becomes_a_story_and_is_marked_as_read() {
    let post = post(ImapSettings::default()).await;
    let uid = post.server.receive(from_port("Storm nears"));
    assert_eq!(post.took("08:00:00").await, (1, 0));
    assert_eq!(post.house.front().await, ["Storm nears"]);
    assert_eq!(post.server.seen(), [uid]);
    assert!(matches!(post.look("08:00:59").await, Round::NotDue));
    assert_eq!(post.took("08:01:00").await, (0, 0));
    assert_eq!(post.server.heard("UID FETCH 1 "), 2, "its text is asked for once, and once what it is");
    assert_eq!(post.state().await.next_at, Some(at("08:02:00")));
}

#[tokio::test]
async fn a_server_without_plain_is_given_the_password_by_login() {
    let post = post(ImapSettings::default()).await;
    post.server.state().capabilities = "IMAP4rev1".into();
    post.server.receive(from_port("Storm nears"));
    assert_eq!(post.took("08:00:00").await, (1, 0));
}

#[tokio::test]
async fn a_mailbox_of_years_does_not_come_in_when_it_is_first_read() {
    let post = post(ImapSettings::default()).await;
    for day in ["03-Feb-2019", "27-Feb-2026", "01-Mar-2026"] {
        post.server.receive_on(&format!("{day} 12:00:00 +0000"), from_port(&format!("Old news of {day}")));
    }
    // Still the day before, where the paper is.
    post.server.receive_on("02-Mar-2026 00:30:00 +0100", from_port("Last night"));
    post.server.receive_on("01-Mar-2026 23:30:00 -0100", from_port("This morning"));
    assert_eq!(post.took("08:00:00").await, (1, 0));
    assert_eq!(post.house.front().await, ["This morning"]);
}

#[tokio::test]
async fn the_day_of_the_first_look_counts_though_nobody_answered() {
    let post = post(ImapSettings::default()).await;
    post.server.state().hangs_up_at = Some("SELECT".into());
    assert!(matches!(post.look("08:00:00").await, Round::Failed(_)));
    post.server.receive(from_port("Storm nears"));
    post.server.state().hangs_up_at = None;
    let tomorrow = "2026-03-03T09:00:00Z".parse().unwrap();
    let round = post.imap().look(tomorrow, 1.0, &CancellationToken::new()).await.unwrap();
    assert!(matches!(round, Round::Done { taken, .. } if taken.len() == 1));
}

#[tokio::test]
async fn who_wants_older_messages_says_since_when() {
    let settings = ImapSettings { since: Some("2026-02-27".parse().unwrap()), ..Default::default() };
    let post = post(settings).await;
    post.server.receive_on("03-Feb-2019 12:00:00 +0000", from_port("Very old"));
    post.server.receive_on("27-Feb-2026 12:00:00 +0000", from_port("Old"));
    post.server.receive(from_port("New"));
    assert_eq!(post.took("08:00:00").await, (2, 0));
}

#[tokio::test]
async fn only_so_many_are_taken_at_a_time_and_none_is_forgotten() {
    let post = post(ImapSettings { most: 2, ..Default::default() }).await;
    for number in 1..=5 {
        post.server.receive(from_port(&format!("Ship {number} arrives")));
    }
    for (time, many) in [("08:00:00", 2), ("08:01:00", 2), ("08:02:00", 1), ("08:03:00", 0)] {
        assert_eq!(post.took(time).await, (many, 0), "{time}");
    }
    assert_eq!(post.house.front().await.len(), 5);
}

#[tokio::test]
async fn strangers_are_left_alone_and_counted() {
    let allowed = vec!["desk@port.example".into(), "@mna.example".into()];
    let post = post(ImapSettings { from: allowed.clone(), most: 1, ..Default::default() }).await;
    post.server.receive(letter("win@prizes.example", "You have won"));
    post.server.receive(letter("desk@port.example.prizes.example", "You have won again"));
    let ours = post.server.receive(from_port("Storm nears"));
    assert_eq!(post.took("08:00:00").await, (1, 2), "what is left alone takes nobody's place");
    assert_eq!(post.server.seen(), [ours]);
    assert_eq!(post.server.heard("UID FETCH 1 "), 0, "their text is never asked for");
    assert_eq!(post.took("08:01:00").await, (0, 0));
    assert_eq!(post.memory().await.left_alone, 2);
    // The owner adds the stranger: what lies there comes in, and nothing twice.
    let mut wider = post.settings.clone();
    wider.from.push("@prizes.example".into());
    let post = post.restarted(ImapSettings { most: 9, ..wider }).await;
    assert_eq!(post.took("08:02:00").await, (1, 1));
    assert_eq!(post.house.front().await.len(), 2);
}

#[tokio::test]
async fn a_message_is_kept_once_though_the_program_dies_before_it_is_marked() {
    let post = post(ImapSettings::default()).await;
    let uid = post.server.receive(from_port("Storm nears"));
    post.server.state().sleeps_at = Some("UID STORE".into());
    let imap = post.imap();
    let stop = CancellationToken::new();
    // Killed when it has kept the message and waits for the mark.
    tokio::select! {
        round = imap.look(at("08:00:00"), 1.0, &stop) => panic!("{round:?}"),
        () = async { while post.server.heard("UID STORE") == 0 { tokio::task::yield_now().await } } => {}
    }
    assert_eq!(post.house.front().await, ["Storm nears"]);
    assert_eq!(post.memory().await.uid, 0);
    post.server.state().sleeps_at = None;
    let settings = post.settings.clone();
    let post = post.restarted(settings).await;
    assert_eq!(post.took("08:00:01").await, (0, 0), "the same bytes are nothing new");
    assert_eq!(post.server.seen(), [uid]);
    let kept = store::deliveries::recent(post.house.store().db(), None, 9).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(post.house.front().await, ["Storm nears"]);
}

#[tokio::test]
async fn a_server_that_numbers_anew_does_not_bring_everything_twice() {
    let post = post(ImapSettings::default()).await;
    post.server.receive_on("03-Feb-2019 12:00:00 +0000", from_port("Very old"));
    post.server.receive(from_port("Storm nears"));
    assert_eq!(post.took("08:00:00").await, (1, 0));
    {
        let mut state = post.server.state();
        state.uidvalidity = 2;
        state.messages.iter_mut().for_each(|message| message.uid += 100);
        state.next = 103;
    }
    post.server.receive(from_port("Storm is here"));
    assert_eq!(post.took("08:01:00").await, (1, 0));
    assert_eq!(post.house.front().await, ["Storm is here", "Storm nears"]);
    let memory = post.memory().await;
    assert_eq!((memory.uidvalidity, memory.uid), (2, 103));
}

#[tokio::test]
async fn a_message_that_cannot_be_read_is_on_record_and_the_next_one_comes() {
    let post = post(ImapSettings::default()).await;
    post.server.receive(
        "From: desk@port.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: application/xml\r\nContent-Disposition: attachment; filename=a.xml\r\n\r\n\
         <?xml version=\"1.0\"?><newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"\r\n--b--\r\n",
    );
    post.server.receive(from_port("Storm nears"));
    let Round::Done { taken, .. } = post.look("08:00:00").await else { panic!() };
    assert_eq!(taken.len(), 2);
    assert!(!taken[0].problems.is_empty(), "{:?}", taken[0]);
    let kept = store::deliveries::recent(post.house.store().db(), Some("mna"), 9).await.unwrap();
    assert_eq!(kept[1].name, "INBOX:1");
    assert!(!kept[1].report.as_ref().unwrap().problems.is_empty());
    assert_eq!(post.house.front().await, ["Storm nears"]);
}

#[tokio::test]
async fn a_message_that_begins_with_an_odd_field_is_mail_all_the_same() {
    let post = post(ImapSettings::default()).await;
    post.server.receive(format!("ARC-Seal: i=1; a=rsa-sha256\r\n{}", from_port("Storm nears")));
    post.took("08:00:00").await;
    assert_eq!(post.house.front().await, ["Storm nears"]);
}

#[tokio::test]
async fn a_message_that_is_too_large_stays_there_and_the_next_one_comes() {
    let post = post(ImapSettings::default()).await;
    post.server.receive(from_port("Storm nears") + &"x".repeat(4000));
    let ours = post.server.receive(from_port("Ferry returns"));
    assert_eq!(post.took("08:00:00").await, (1, 0));
    assert_eq!(post.server.seen(), [ours]);
    assert_eq!(post.server.heard("UID FETCH 1 "), 0);
}

#[tokio::test]
async fn a_message_that_the_server_cannot_give_is_passed_over_in_the_end() {
    let post = post(ImapSettings::default()).await;
    post.server.receive(from_port("Storm nears"));
    let damaged = post.server.receive(from_port("Damaged"));
    post.server.receive(from_port("Ferry returns"));
    post.server.state().broken = Some(damaged);
    let imap = post.imap();
    for time in ["08:00:00", "08:01:00", "08:03:00"] {
        let round = imap.look(at(time), 1.0, &CancellationToken::new()).await.unwrap();
        assert!(matches!(&round, Round::Failed(why) if why.contains("It is damaged")), "{round:?}");
        assert_eq!(post.house.front().await, ["Storm nears"], "what came before it is kept");
    }
    let round = imap.look(at("08:07:00"), 1.0, &CancellationToken::new()).await.unwrap();
    assert!(matches!(round, Round::Done { taken, .. } if taken.len() == 1));
    assert_eq!(post.house.front().await.len(), 2);
}

#[tokio::test]
async fn a_mailbox_that_fails_is_asked_less_and_less_until_it_answers() {
    let post = post(ImapSettings::default()).await;
    post.server.receive(from_port("Storm nears"));
    post.server.state().hangs_up_at = Some("SELECT".into());
    assert!(matches!(post.look("08:00:00").await, Round::Failed(why) if why.contains("broke off")));
    assert_eq!(post.state().await.next_at, Some(at("08:01:00")));
    post.look("08:01:00").await;
    let state = post.state().await;
    assert_eq!((state.failures, state.next_at), (2, Some(at("08:03:00"))));
    let alarm = SourceSettings { quiet_after: Some(jiff::SignedDuration::from_secs(1)), ..source() };
    let health = sources::all(post.house.store().db()).await.unwrap();
    let alarms = alarm::silent(&[alarm], &health, at("08:02:00"));
    assert!(alarms[0].to_string().contains("INBOX at 127.0.0.1 cannot be read"), "{}", alarms[0]);
    post.server.state().hangs_up_at = None;
    assert_eq!(post.took("08:03:00").await, (1, 0));
    let state = post.state().await;
    assert_eq!((state.failures, state.last_error, state.next_at), (0, None, Some(at("08:04:00"))));
}

#[tokio::test]
async fn a_mailbox_that_is_not_there_is_said_with_the_servers_words() {
    let post = post(ImapSettings { mailbox: "Wire".into(), ..Default::default() }).await;
    let Round::Failed(why) = post.look("08:00:00").await else { panic!() };
    assert_eq!(why, "127.0.0.1 does not open Wire (What?). Check imap.mailbox.");
}

#[tokio::test]
async fn a_wrong_password_is_said_and_never_printed() {
    let post = post(ImapSettings::default()).await;
    let file = post.secrets.path().join("password");
    for capabilities in ["IMAP4rev1 AUTH=PLAIN", "IMAP4rev1"] {
        post.server.state().capabilities = capabilities.into();
        std::fs::write(&file, "moon phase\n").unwrap();
        let time = post.house.store();
        let next = sources::get(time.db(), "mna").await.unwrap().and_then(|health| health.poll.next_at);
        let round = post.imap().look(next.unwrap_or(at("08:00:00")), 1.0, &CancellationToken::new()).await;
        let Round::Failed(why) = round.unwrap() else { panic!() };
        assert!(why.contains("imap.password_file") && !why.contains("moon"), "{why}");
    }
    std::fs::write(&file, format!("{PASSWORD}\n")).unwrap();
    assert_eq!(post.took("09:00:00").await, (0, 0), "it is read anew each time");
}

#[tokio::test]
async fn what_was_taken_is_moved_where_the_owner_wants_that() {
    for capabilities in ["IMAP4rev1 AUTH=PLAIN MOVE", "IMAP4rev1 AUTH=PLAIN UIDPLUS"] {
        let settings =
            ImapSettings { after: AfterMail::Move, move_to: "Taken".into(), ..ImapSettings::default() };
        let post = post(settings).await;
        post.server.state().capabilities = capabilities.into();
        post.server.state().folders.push("Taken".into());
        post.server.receive(from_port("Storm nears"));
        assert_eq!(post.took("08:00:00").await, (1, 0));
        assert!(post.server.state().messages.is_empty());
        assert_eq!(post.server.state().moved.len(), 1);
    }
}

#[tokio::test]
async fn news_comes_in_though_the_folder_for_what_was_taken_is_missing() {
    let settings = ImapSettings { after: AfterMail::Move, move_to: "Taken".into(), ..Default::default() };
    let post = post(settings).await;
    post.server.receive(from_port("Storm nears"));
    assert_eq!(post.took("08:00:00").await, (1, 0));
    assert_eq!(post.house.front().await, ["Storm nears"]);
    let error = post.state().await.last_error.unwrap();
    assert!(error.contains("Make that folder"), "{error}");
}

#[tokio::test]
async fn a_mailbox_that_others_read_can_be_left_as_it_is() {
    let post = post(ImapSettings { after: AfterMail::Keep, ..Default::default() }).await;
    post.server.receive(from_port("Storm nears"));
    assert_eq!(post.took("08:00:00").await, (1, 0));
    assert_eq!(post.took("08:01:00").await, (0, 0));
    assert_eq!((post.server.seen().len(), post.server.heard("SELECT")), (0, 0));
}

#[tokio::test]
async fn a_password_goes_in_the_clear_to_this_machine_alone() {
    let post = post(ImapSettings::default()).await;
    let far = ImapSettings { host: "192.0.2.1".into(), ..post.settings.clone() };
    let post = post.restarted(far).await;
    let Round::Failed(why) = post.look("08:00:00").await else { panic!() };
    assert!(why.contains("not this machine"), "{why}");
}
