//! Comments: what readers write, what moderators do, what is kept and forgotten.

use newsroom::comments::{CommentId, Draft, Mode, Move, Refusal, Rules, State};
use newsroom::{StoryId, Tag};

use super::{arrive, copy, now, on_both};
use crate::acts::comments::{self as acts, Author, Mark, Posted, Whose};
use crate::acts::readers::{self, Signed};
use crate::comments::{self, Window};
use crate::{Store, changes, secrets};

async fn with_story(store: &Store) -> StoryId {
    arrive(store, &copy("1", 1, "Ferry late"), now()).await.0.story
}

fn author(reader: &str) -> Author {
    Author { reader: reader.into(), email: Some(format!("mail of {reader}")), ..Author::default() }
}

async fn write(store: &Store, story: StoryId, reply: Option<CommentId>, who: &str, text: &str) -> Posted {
    let draft = Draft::tidy(who, "", text);
    acts::post(store, story, reply, &draft, &author(who), &Rules::default(), now()).await.unwrap()
}

async fn shown(store: &Store, story: StoryId, reply: Option<CommentId>, who: &str, text: &str) -> CommentId {
    match write(store, story, reply, who, text).await {
        Posted::Kept { id, held: false, .. } => id,
        other => panic!("{other:?}"),
    }
}

async fn held(store: &Store, story: StoryId, who: &str, text: &str) -> CommentId {
    match write(store, story, None, who, text).await {
        Posted::Kept { id, held: true, .. } => id,
        other => panic!("{other:?}"),
    }
}

async fn last_tags(store: &Store) -> Vec<Tag> {
    changes::after(store.db(), 0, 1000).await.unwrap().pop().unwrap().change.tags
}

async fn state(store: &Store, id: CommentId) -> State {
    comments::get(store.db(), id).await.unwrap().unwrap().comment.state
}

/// Texts of the threads, answers indented.
async fn threads(store: &Store, story: StoryId, newest: bool) -> Vec<String> {
    let window = Window { newest, limit: 10, offset: 0 };
    let (roots, replies) = comments::threads(store.db(), story, window).await.unwrap();
    let mut lines = Vec::new();
    for root in roots {
        lines.push(root.comment.text.clone());
        let under = replies.iter().filter(|reply| reply.comment.thread == Some(root.comment.id));
        lines.extend(under.map(|reply| format!("{}> {}", reply.comment.depth, reply.comment.text)));
    }
    lines
}

#[tokio::test]
async fn a_comment_touches_the_pages_that_show_it_and_a_held_one_touches_none() {
    on_both(|bench| async move {
        let store = &bench.store;
        let story = with_story(store).await;
        shown(store, story, None, "Ida", "Late again.").await;
        assert_eq!(last_tags(store).await, [Tag::comments(story), Tag::recent_comments()]);
        let id = held(store, story, "Max", "See www.a.example and www.b.example").await;
        assert_eq!(last_tags(store).await, []);
        assert_eq!(comments::count(store.db(), story).await.unwrap(), (1, 1));
        acts::moderate(store, id, Move::Approve, None, now()).await.unwrap();
        assert_eq!(last_tags(store).await, [Tag::comments(story), Tag::recent_comments()]);
        assert_eq!(comments::count(store.db(), story).await.unwrap(), (2, 2));
        assert_eq!(comments::recent(store.db(), 9, now()).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn answers_of_any_depth_stand_under_the_comment_that_began_the_thread() {
    on_both(|bench| async move {
        let store = &bench.store;
        let story = with_story(store).await;
        let first = shown(store, story, None, "Ida", "One.").await;
        let second = shown(store, story, None, "Max", "Two.").await;
        let answer = shown(store, story, Some(first), "Max", "One, answered.").await;
        let deep = shown(store, story, Some(answer), "Ida", "One, deeper.").await;
        assert_eq!(
            threads(store, story, false).await,
            ["One.", "1> One, answered.", "2> One, deeper.", "Two."]
        );
        assert_eq!(
            threads(store, story, true).await,
            ["Two.", "One.", "1> One, answered.", "2> One, deeper."]
        );
        assert_eq!(comments::threads_before(store.db(), story, second).await.unwrap(), 1);
        // A removed comment keeps its place while an answer to it is shown.
        acts::moderate(store, first, Move::Remove, Some("insult"), now()).await.unwrap();
        assert_eq!(threads(store, story, false).await.len(), 4);
        for id in [answer, deep] {
            acts::moderate(store, id, Move::Remove, None, now()).await.unwrap();
        }
        assert_eq!(threads(store, story, false).await, ["Two."]);
        assert!(matches!(write(store, story, Some(deep), "Eve", "Hm.").await, Posted::Refused(_)));
    })
    .await;
}

#[tokio::test]
async fn comments_of_a_killed_story_vanish_with_it() {
    on_both(|bench| async move {
        let store = &bench.store;
        let story = with_story(store).await;
        shown(store, story, None, "Ida", "Late again.").await;
        crate::acts::kill(store, story, "A court has forbidden it.", now()).await.unwrap();
        assert_eq!(comments::recent(store.db(), 9, now()).await.unwrap(), []);
        assert!(matches!(write(store, story, None, "Max", "Why?").await, Posted::Refused(_)));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_taken_twice_nor_from_the_banned_nor_where_the_desk_closed() {
    on_both(|bench| async move {
        let store = &bench.store;
        let story = with_story(store).await;
        let id = shown(store, story, None, "Ida", "Late again, as on every day of this week.").await;
        assert!(matches!(
            write(store, story, None, "Ida", "late again as on every day of this week").await,
            Posted::Refused(_)
        ));
        held(store, story, "Max", "Late again: as on every day of this week!").await;
        acts::ban(store, id, "insults", now()).await.unwrap();
        assert!(matches!(write(store, story, None, "Ida", "Something else.").await, Posted::Refused(_)));
        acts::unban(store, id, now()).await.unwrap();
        shown(store, story, None, "Ida", "Something else.").await;
        acts::set_mode(store, story, Some(Mode::Closed), now()).await.unwrap();
        assert_eq!(last_tags(store).await, [Tag::comments(story)]);
        assert!(matches!(write(store, story, None, "Eve", "And now?").await, Posted::Refused(_)));
        acts::set_mode(store, story, None, now()).await.unwrap();
        shown(store, story, None, "Eve", "And now?").await;
    })
    .await;
}

#[tokio::test]
async fn the_filter_learns_from_what_moderators_do_and_unlearns_what_they_take_back() {
    on_both(|bench| async move {
        let store = &bench.store;
        let story = with_story(store).await;
        for n in 0..newsroom::spam::LEAST {
            let text = format!("Earn money at www.a{n}.example and www.b{n}.example");
            let spam = held(store, story, &format!("Spammer {n}"), &text).await;
            acts::moderate(store, spam, Move::Reject, Some("spam"), now()).await.unwrap();
            let text = format!("Ferry {n} came late: www.c{n}.example, www.d{n}.example");
            let ham = held(store, story, &format!("Reader {n}"), &text).await;
            acts::moderate(store, ham, Move::Approve, None, now()).await.unwrap();
        }
        let id = held(store, story, "Nobody", "You earn money, I earn money").await;
        let kept = comments::get(store.db(), id).await.unwrap().unwrap().comment;
        assert!(kept.reason.unwrap().starts_with("It looks like spam"));
        acts::moderate(store, id, Move::Reject, None, now()).await.unwrap();
        acts::moderate(store, id, Move::Approve, None, now()).await.unwrap();
        let (spam, ham): (u32, u32) = store
            .db()
            .one(crate::sql::Sql("SELECT spam, ham FROM spam_token WHERE token = ''"), crate::sql::args![])
            .await
            .unwrap();
        assert_eq!((spam, ham), (newsroom::spam::LEAST, newsroom::spam::LEAST + 1));
    })
    .await;
}

#[tokio::test]
async fn a_reader_counts_once_and_enough_reports_hold_a_comment() {
    on_both(|bench| async move {
        let store = &bench.store;
        let story = with_story(store).await;
        let id = shown(store, story, None, "Ida", "Late again.").await;
        let report = Mark::Report { hold_at: 2 };
        assert!(acts::mark(store, id, Mark::Recommend, "a", now()).await.unwrap().is_some());
        assert!(acts::mark(store, id, Mark::Recommend, "a", now()).await.unwrap().is_none());
        assert!(acts::mark(store, id, report, "a", now()).await.unwrap().is_some());
        assert!(acts::mark(store, id, report, "a", now()).await.unwrap().is_none());
        assert_eq!(state(store, id).await, State::Shown);
        acts::mark(store, id, report, "b", now()).await.unwrap();
        assert_eq!(state(store, id).await, State::Held);
        let kept = comments::get(store.db(), id).await.unwrap().unwrap();
        assert_eq!((kept.recommends, kept.reports), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn a_readers_data_are_deleted_and_answers_to_him_stay() {
    on_both(|bench| async move {
        let store = &bench.store;
        let story = with_story(store).await;
        let first = shown(store, story, None, "Ida", "One.").await;
        let answer = shown(store, story, Some(first), "Max", "Answered.").await;
        let own = shown(store, story, Some(answer), "Ida", "Once more.").await;
        let gone = acts::forget(store, Whose::Email("mail of Ida"), now()).await.unwrap();
        assert_eq!((gone.deleted, gone.emptied), (vec![own], vec![first]));
        assert_eq!(threads(store, story, false).await, ["", "1> Answered."]);
        assert_eq!(
            acts::forget(store, Whose::Name { name: "Ida", key: "" }, now()).await.unwrap(),
            acts::Forgotten::default()
        );
        let error = acts::moderate(store, first, Move::Approve, None, now()).await.unwrap_err();
        assert!(error.to_string().contains("deleted"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_name_is_kept_by_the_first_who_proves_an_address_and_a_link_works_once() {
    on_both(|bench| async move {
        let store = &bench.store;
        let until = now() + jiff::SignedDuration::from_mins(30);
        let link = |name, email, nonce| readers::Link { name, email, nonce, until };
        let sign_in = |link| readers::sign_in(store, link, now());
        assert_eq!(sign_in(link("ida", "mail of Ida", "1")).await.unwrap(), Signed::In);
        assert_eq!(sign_in(link("ida", "mail of Ida", "1")).await.unwrap(), Signed::Used);
        assert_eq!(sign_in(link("ida", "mail of Ida", "2")).await.unwrap(), Signed::In, "on another device");
        assert_eq!(sign_in(link("ida", "mail of Max", "3")).await.unwrap(), Signed::Taken);
        for (name, nonce) in [("ida2", "4"), ("ida3", "5")] {
            assert_eq!(sign_in(link(name, "mail of Ida", nonce)).await.unwrap(), Signed::In);
        }
        assert_eq!(sign_in(link("ida4", "mail of Ida", "6")).await.unwrap(), Signed::TooMany);
        // When it would be too old anyway nobody remembers it.
        let later = until + jiff::SignedDuration::from_secs(1);
        let again = readers::sign_in(store, link("ida", "mail of Ida", "1"), later).await.unwrap();
        assert_eq!(again, Signed::In);

        let story = with_story(store).await;
        let write = async |who: &str, proved: bool, form: &str, text: &str| {
            let form = Some(form.to_owned());
            let author = Author { name: "ida".into(), proved, form, ..author(who) };
            let draft = Draft::tidy("Ida", "", text);
            acts::post(store, story, None, &draft, &author, &Rules::default(), now()).await.unwrap()
        };
        let refused = |posted: Posted| match posted {
            Posted::Refused(why) => why,
            kept => panic!("{kept:?}"),
        };
        let name = || Refusal::NameOfReader { name: "Ida".into() };
        assert_eq!(refused(write("Max", false, "a", "One.").await), name());
        assert_eq!(refused(write("Max", true, "a", "One.").await), name());
        assert_eq!(
            refused(write("Ida", false, "a", "One.").await),
            name(),
            "an address alone proves nothing"
        );
        let Posted::Kept { id, .. } = write("Ida", true, "a", "One.").await else { panic!("it is hers") };
        assert!(comments::get(store.db(), id).await.unwrap().unwrap().name_kept);
        assert_eq!(refused(write("Ida", true, "a", "Two.").await), Refusal::FormSpent);
        assert!(matches!(write("Ida", true, "b", "Two.").await, Posted::Kept { .. }));

        let gone = acts::forget(store, Whose::Email("mail of Ida"), now()).await.unwrap();
        assert_eq!((gone.deleted.len(), gone.names), (2, 3));
        let Posted::Kept { id, .. } = write("Max", false, "c", "Three.").await else { panic!("it is free") };
        assert!(!comments::get(store.db(), id).await.unwrap().unwrap().name_kept);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_made_once_and_is_the_same_for_all_processes() {
    on_both(|bench| async move {
        let key = secrets::key(&bench.store, "comments").await.unwrap();
        let other = secrets::key(&bench.beside().await, "comments").await.unwrap();
        let signed = key.hash("form 1");
        assert!(other.verify("form 1", &signed));
        assert!(
            !other.verify("form 2", &signed) && !other.verify("form 1", "") && !other.verify("form 1", "é")
        );
        let purpose = secrets::key(&bench.store, "else").await.unwrap();
        assert!(!purpose.verify("form 1", &signed));
    })
    .await;
}
