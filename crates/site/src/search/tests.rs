use super::*;
use newsroom::StoryId;

fn paper() -> (tempfile::TempDir, Search) {
    let folder = tempfile::tempdir().unwrap();
    let search = Search::open(folder.path(), "en-GB").unwrap();
    let entry = |headline: &str, body: &str, section: &str, day: &str| Entry {
        headline: headline.into(),
        body: body.into(),
        section: Some(section.into()),
        agency: "mna".into(),
        language: "en".into(),
        day: Some(day.parse().unwrap()),
        sort_at: format!("{day}T12:00:00Z").parse().unwrap(),
        ..Entry::default()
    };
    let mut writer = search.writer().unwrap();
    writer
        .put(
            StoryId(1),
            &entry("Ferry returns", "The ferry is sailing again from Port Ellery.", "local", "2026-11-24"),
        )
        .unwrap();
    writer
        .put(
            StoryId(2),
            &entry("Talks in Geneva", "Ministers met. A ferry was mentioned.", "world", "2018-09-10"),
        )
        .unwrap();
    writer
        .put(StoryId(3), &entry("Café opens", "<b>Cake</b> & tea at the harbour.", "local", "2026-11-01"))
        .unwrap();
    writer.commit(7).unwrap();
    drop(writer);
    (folder, search)
}

fn ids(found: &Found) -> Vec<i64> {
    found.hits.iter().map(|hit| hit.story.0).collect()
}

fn ask(words: &str) -> Request {
    Request { words: words.into(), limit: 10, ..Request::default() }
}

#[test]
fn a_word_in_the_headline_counts_more_than_one_in_the_text() {
    let (_folder, search) = paper();
    assert_eq!(ids(&search.find(&ask("ferries")).unwrap()), [1, 2]);
}

#[test]
fn accents_and_endings_do_not_matter() {
    let (_folder, search) = paper();
    assert_eq!(ids(&search.find(&ask("cafe")).unwrap()), [3]);
    assert_eq!(ids(&search.find(&ask("sail")).unwrap()), [1]);
}

#[test]
fn phrases_must_stand_as_written_and_excluded_words_must_not_stand_at_all() {
    let (_folder, search) = paper();
    assert_eq!(ids(&search.find(&ask("\"port ellery\"")).unwrap()), [1]);
    assert_eq!(ids(&search.find(&ask("\"ellery port\"")).unwrap()), [] as [i64; 0]);
    assert_eq!(ids(&search.find(&ask("ferry -geneva")).unwrap()), [1]);
}

#[test]
fn longer_phrases_are_told_from_stories_that_have_each_two_of_their_words() {
    let (_folder, search) = paper();
    let mut writer = search.writer().unwrap();
    let texts = [
        (11, "The prime minister of the island spoke.", ""),
        (12, "The prime suspect fled. A minister of the island spoke. Our prime minister did not.", ""),
        (13, "The prime", "minister of the island"),
    ];
    for (id, body, headline) in texts {
        let entry = Entry { headline: headline.into(), body: body.into(), ..Entry::default() };
        writer.put(StoryId(id), &entry).unwrap();
    }
    writer.commit(8).unwrap();
    let found = |words: &str| {
        let mut found = ids(&search.find(&ask(words)).unwrap());
        found.sort_unstable();
        found
    };
    assert_eq!(found("\"prime minister\""), [11, 12]);
    assert_eq!(found("\"the prime minister\""), [11]);
    assert_eq!(found("\"prime minister of the\""), [11]);
    assert_eq!(found("\"minister of the island\""), [11, 12, 13]);
    assert_eq!(found("\"the prime minister of the island\""), [11], "an odd number of words and more");
    assert_eq!(found("\"minister of the\" -suspect"), [11, 13]);
    let excerpt = search.find(&ask("\"prime suspect\"")).unwrap().hits[0].excerpt.clone().unwrap();
    assert!(excerpt.contains("<mark>prime</mark> <mark>suspect</mark>"), "{excerpt}");
}

#[test]
fn counts_are_of_all_stories_found_whatever_the_page_shows_of_them() {
    let (_folder, search) = paper();
    let mut writer = search.writer().unwrap();
    for id in 100..500 {
        let entry = Entry {
            headline: format!("Storm number {id}"),
            section: (id % 4 != 0).then(|| ["local", "world", "sport"][id as usize % 3].to_owned()),
            agency: if id < 200 { "mna".into() } else { "lumiere".into() },
            ..Entry::default()
        };
        writer.put(StoryId(id), &entry).unwrap();
    }
    writer.commit(8).unwrap();
    for id in (100..500).step_by(10) {
        writer.remove(StoryId(id));
    }
    writer.commit(9).unwrap();
    let count = |slug: &str, count| Count { slug: slug.into(), count };
    for order in [Order::Relevance, Order::Newest] {
        let found = search.find(&Request { order, ..ask("storm") }).unwrap();
        assert_eq!((found.hits.len(), found.total), (10, 360));
        assert_eq!(found.agencies, [count("lumiere", 270), count("mna", 90)], "{order:?}");
        let in_sections = found.sections.iter().map(|count| count.count).sum::<u64>();
        let left = (100..500).filter(|id| id % 10 != 0 && id % 4 != 0);
        assert_eq!(in_sections, left.count() as u64, "some are in no section");
        assert!(found.years.is_empty() && found.languages.is_empty());
        let far = search.find(&Request { order, offset: 350, ..ask("storm") }).unwrap();
        assert_eq!((far.hits.len(), far.total), (10, 360));
        assert!(far.hits.iter().all(|hit| !ids(&found).contains(&hit.story.0)));
    }
}

#[test]
fn filters_narrow_and_facets_count_what_is_left() {
    let (_folder, search) = paper();
    let request = Request { section: Some("local".into()), ..ask("") };
    let found = search.find(&request).unwrap();
    assert_eq!((ids(&found), found.total), (vec![1, 3], 2));
    assert_eq!(found.years, [Count { slug: "2026".into(), count: 2 }]);
    let request = Request { to: Some("2020-01-01".parse().unwrap()), ..ask("") };
    assert_eq!(ids(&search.find(&request).unwrap()), [2]);
}

#[test]
fn newest_first_goes_by_date() {
    let (_folder, search) = paper();
    assert_eq!(ids(&search.find(&Request { order: Order::Newest, ..ask("ferry") }).unwrap()), [1, 2]);
}

#[test]
fn an_excerpt_marks_the_words_and_runs_nothing() {
    let (_folder, search) = paper();
    let found = search.find(&ask("cake")).unwrap();
    let excerpt = found.hits[0].excerpt.as_deref().unwrap();
    assert!(excerpt.contains("<mark>Cake</mark>"), "{excerpt}");
    assert!(!excerpt.contains("<b>"), "{excerpt}");
}

#[test]
fn a_story_put_again_replaces_itself_and_a_removed_one_is_gone() {
    let (_folder, search) = paper();
    let mut writer = search.writer().unwrap();
    writer.put(StoryId(1), &Entry { headline: "Ferry sold".into(), ..Entry::default() }).unwrap();
    writer.remove(StoryId(2));
    writer.commit(9).unwrap();
    assert_eq!(ids(&search.find(&ask("ferry")).unwrap()), [1]);
    assert_eq!(search.cursor(), Some(9));
}

#[test]
fn an_index_remembers_the_last_change_it_knows() {
    let (folder, search) = paper();
    drop(search);
    let again = Search::open(folder.path(), "en-GB").unwrap();
    assert_eq!((again.cursor(), again.len()), (Some(7), 3));
    drop(again);
    assert_eq!(Search::open(folder.path(), "fr").unwrap().cursor(), None);
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|e| e.file_name()).collect();
    assert!(left.len() == 1 && left[0].to_string_lossy().ends_with("french"), "{left:?}");
}

#[test]
fn a_damaged_index_is_begun_anew() {
    let (folder, search) = paper();
    drop(search);
    let files = std::fs::read_dir(folder.path()).unwrap().flatten().next().unwrap().path();
    std::fs::write(files.join("meta.json"), "{ not json").unwrap();
    let again = Search::open(folder.path(), "en-GB").unwrap();
    assert_eq!((again.cursor(), again.len()), (None, 0));
}

#[test]
fn a_flipped_byte_anywhere_in_the_index_is_told_and_the_index_begun_anew() {
    let (folder, search) = paper();
    drop(search);
    let files = std::fs::read_dir(folder.path()).unwrap().flatten().next().unwrap().path();
    let sound: Vec<_> = std::fs::read_dir(&files)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind != "lock" && kind != "json"))
        .map(|path| (std::fs::read(&path).unwrap(), path))
        .collect();
    assert!(sound.len() > 3, "{sound:?}");
    for (bytes, path) in &sound {
        for at in [0, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0x10;
            std::fs::write(path, flipped).unwrap();
            let said = Search::look(folder.path(), "en-GB").err().map(|error| error.to_string());
            assert!(said.is_some_and(|said| said.contains("cannot be used")), "{at} in {}", path.display());
        }
        std::fs::write(path, bytes).unwrap();
    }
    assert_eq!(Search::look(folder.path(), "en-GB").unwrap().unwrap().len(), 3, "nothing was thrown away");
    std::fs::write(&sound[0].1, "nonsense").unwrap();
    assert_eq!(Search::open(folder.path(), "en-GB").unwrap().cursor(), None);
}

/// A commit first writes which stories of a part are gone, under a name that the same commit has when it is
/// made again, and only then says that it was made.
#[test]
fn a_kill_in_the_middle_of_a_commit_does_not_stand_in_the_way_of_the_next() {
    let (folder, search) = paper();
    let place = search.folder.clone();
    let whole = tempfile::tempdir().unwrap();
    copy_files(&place, whole.path());
    let mut writer = search.writer().unwrap();
    writer.remove(StoryId(2));
    writer.commit(8).unwrap();
    drop(writer);
    drop(search);
    // Back to what was committed, with the new file left over.
    let meta = std::fs::read(whole.path().join("meta.json")).unwrap();
    copy_files(whole.path(), &place);
    let left: Vec<_> = std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().any(|name| name.to_string_lossy().ends_with(".del")), "{left:?}");
    assert_eq!(std::fs::read(place.join("meta.json")).unwrap(), meta);

    let search = Search::open(folder.path(), "en-GB").unwrap();
    assert_eq!((search.cursor(), search.len()), (Some(7), 3));
    let mut writer = search.writer().unwrap();
    writer.remove(StoryId(2));
    writer.commit(8).unwrap();
    assert_eq!((search.cursor(), search.len()), (Some(8), 2));
}

/// Segments are merged once there are eight, and no merge outlives its process: the next one begins with it.
#[test]
fn a_story_that_is_taken_out_first_of_all_after_a_start_does_not_come_back_by_a_merge() {
    let folder = tempfile::tempdir().unwrap();
    let entry =
        |n: i64| Entry { headline: format!("Tide table {n}"), agency: "mna".into(), ..Entry::default() };
    let search = Search::open(folder.path(), "en").unwrap();
    let mut writer = search.writer().unwrap();
    writer.writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    for segment in 0..7 {
        for n in 0..4 {
            writer.put(StoryId(10 * segment + n), &entry(n)).unwrap();
        }
        writer.commit(segment).unwrap();
    }
    // The smallest, of which the last commit takes a story out.
    for n in 0..3 {
        writer.put(StoryId(100 + n), &entry(n)).unwrap();
    }
    writer.commit(8).unwrap();
    writer.remove(StoryId(100));
    writer.commit(9).unwrap();
    drop(writer);
    drop(search);

    let search = Search::open(folder.path(), "en").unwrap();
    let mut writer = search.writer().unwrap();
    writer.remove(StoryId(101));
    writer.put(StoryId(200), &entry(2)).unwrap();
    writer.commit(10).unwrap();
    writer.writer.wait_merging_threads().unwrap();
    let search = Search::open(folder.path(), "en").unwrap();
    assert!(search.index.searchable_segment_ids().unwrap().len() < 8, "nothing was merged");
    assert_eq!(search.len(), 30, "seven times four, one of the three, and the one that was put in last");
}

fn copy_files(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        // The list of files that are the engine's own is written before each of them.
        if !file.file_name().to_string_lossy().contains("managed") || !to.join(file.file_name()).exists() {
            std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
        }
    }
}
