//! Whom a story names, and who "he", "she" and a bare surname are.

mod copy;

use copy::{assert_said, said};
use quotes::{Gender, Language, Person, read};

fn people(text: &str) -> Vec<Person> {
    read(text, Language::English).people
}

#[track_caller]
fn person(text: &str, name: &str) -> Person {
    let found = people(text).into_iter().find(|person| person.name == name);
    found.unwrap_or_else(|| panic!("nobody is called {name} in {text}"))
}

#[test]
fn a_surname_is_the_person_whom_the_story_names_in_full() {
    let text = "“We wait,” Mr. Stenn said.\n\nOlav Stenn is the island's reeve. “We wait still,” Stenn said.";
    assert_said(text, &[("We wait,", "Olav Stenn"), ("We wait still,", "Olav Stenn")]);
    assert_eq!(person(text, "Olav Stenn").mentions.len(), 3);
}

#[test]
fn a_surname_alone_is_never_a_person() {
    let text = "“We wait,” Stenn said. “We have time.”";
    assert_eq!(said(text)[0].1, "Stenn");
    let reading = read(text, Language::English);
    assert!(reading.people.is_empty());
    assert!(
        reading.quotations.iter().all(|found| found.speaker.as_ref().is_some_and(|who| who.person.is_none()))
    );
}

#[test]
fn he_and_she_are_the_last_who_agree() {
    let text =
        "Helen Strand met Tom Brisk at the Fish Hall.\n\n“It was short,” she said. “It was long,” he said.";
    assert_said(text, &[("It was short,", "Helen Strand"), ("It was long,", "Tom Brisk")]);
}

#[test]
fn the_last_speaker_comes_before_those_only_spoken_of() {
    let text = "“I like Anders Vik,” Peter Dorn said.\n\n“But I like roads better,” he added.";
    assert_said(text, &[("I like Anders Vik,", "Peter Dorn"), ("But I like roads better,", "Peter Dorn")]);
}

#[test]
fn titles_and_roles_tell_he_from_she_where_the_name_does_not() {
    let text = "Spokeswoman Quillan Marsh and Mr. Rowe Teller came. “It is a draft,” she said.";
    assert_said(text, &[("It is a draft,", "Quillan Marsh")]);
    assert_eq!(person(text, "Quillan Marsh").gender, Some(Gender::She));
}

#[test]
fn what_a_person_is_comes_from_before_or_beside_the_name() {
    let text =
        "Harbour Board spokeswoman Inga Marsh met Ruth Amsel, a councillor for the Old Town, on Friday.";
    assert_eq!(person(text, "Inga Marsh").role.as_deref(), Some("Harbour Board spokeswoman"));
    assert_eq!(person(text, "Ruth Amsel").role.as_deref(), Some("councillor for the Old Town"));
}

#[test]
fn the_key_of_a_person_is_the_same_however_the_name_is_pointed() {
    assert_eq!(person("Mayor Helen B. Strand spoke.", "Helen B. Strand").key, "helen b strand");
    assert_eq!(
        person("Sean O'Dell spoke.", "Sean O'Dell").key,
        person("Sean O’Dell spoke.", "Sean O’Dell").key
    );
}

#[test]
fn bodies_and_places_are_no_persons() {
    let text = "The Harbour Board met the Northern Ferry Line in Old Town Street, Helen Strand said.";
    let names: Vec<String> =
        people(text).into_iter().filter(|person| person.is_certain).map(|person| person.name).collect();
    assert_eq!(names, ["Helen Strand"]);
}

#[test]
fn it_is_the_body_that_spoke_last() {
    let text = "“We regret the delay,” the ferry line said. It called the copy “a draft of a draft.”";
    assert_eq!(said(text)[1], ("a draft of a draft.".to_owned(), "the ferry line".to_owned()));
}

#[test]
fn who_is_the_name_before_it() {
    let text = "The hall cheered Tom Brisk, who called the closure “a punishment for nothing.”";
    assert_said(text, &[("a punishment for nothing.", "Tom Brisk")]);
}

#[test]
fn a_headline_with_capitals_throughout_names_nobody_new() {
    let text = "Edith Lowry Closes Quay\n\n“It is cold,” harbour master Edith Lowry said.";
    let certain: Vec<String> = people(text).into_iter().map(|person| person.name).collect();
    assert_eq!(certain, ["Edith Lowry"]);
}

#[test]
fn a_name_with_and_without_its_middle_is_one_person_with_two_keys() {
    let text = "Peter Dorn spoke first. Peter J. Dorn, a councillor, spoke last.";
    let found = person(text, "Peter J. Dorn");
    assert_eq!(
        (found.key.as_str(), found.other_keys.as_slice()),
        ("peter j dorn", &["peter dorn".to_owned()][..])
    );
    assert_eq!(found.mentions.len(), 2);
    let brothers = people("Karl A. Vik met Karl B. Vik.");
    assert_eq!(brothers.len(), 2);
}

#[test]
fn a_strange_name_is_certainly_a_persons_once_its_surname_speaks() {
    let is_certain = |text| person(text, "Quillan Obrava").is_certain;
    assert!(!is_certain("The prize went to Quillan Obrava."));
    assert!(is_certain("The prize went to Quillan Obrava. “I am late,” Obrava said."));
}

#[test]
fn the_mayor_is_the_one_mayor_of_the_story() {
    let text = "Mayor Helen Strand met Gov. Tom Brisk. “It was short,” the mayor said. “It was long,” the governor said.";
    assert_said(text, &[("It was short,", "Helen Strand"), ("It was long,", "Tom Brisk")]);
    let two = "Mayor Helen Strand met Mayor Tom Brisk. “It was short,” the mayor said.";
    assert_said(two, &[("It was short,", "the mayor")]);
}

#[test]
fn a_job_of_several_words_is_given_whole() {
    let role = |text: &str, name: &str| person(text, name).role.unwrap_or_default();
    for (text, job) in [
        ("“It is shut,” harbour master Tom Brack said.", "harbour master"),
        ("“It is shut,” said chief fire safety officer Tom Brack.", "chief fire safety officer"),
        ("The police rescued lock keeper Tom Brack.", "lock keeper"),
        ("“It is shut,” said retired teacher Tom Brack, 71.", "retired teacher"),
    ] {
        assert_eq!(role(text, "Tom Brack"), job, "{text}");
    }
}

#[test]
fn what_stands_beside_a_name_is_a_role_with_or_without_age_and_article() {
    for (text, job) in [
        ("“I saw it,” said Tom Brack, a passenger.", "passenger"),
        ("“I saw it,” said Tom Brack, 34, a passenger on the ferry.", "passenger on the ferry"),
        ("Tom Brack, a passenger who saw it, left.", "passenger"),
        (
            "“I saw it,” said Dr. Tom Brack, lead researcher at the Marine Institute.",
            "lead researcher at the Marine Institute",
        ),
    ] {
        assert_eq!(person(text, "Tom Brack").role.as_deref(), Some(job), "{text}");
    }
    assert_eq!(person("“I saw it,” said Tom Brack, of Leeds.", "Tom Brack").role, None);
    assert_eq!(person("“I saw it,” said Tom Brack, a letter in his hand.", "Tom Brack").role, None);
}

#[test]
fn a_name_after_the_role_and_a_comma_is_who_speaks() {
    let text = "“It is shut,” said the hotel's manager, Tomas Vell, on Monday. “We wait,” Vell said.";
    assert_said(text, &[("It is shut,", "Tomas Vell"), ("We wait,", "Tomas Vell")]);
    assert_eq!(person(text, "Tomas Vell").role.as_deref(), Some("hotel's manager"));
    assert_said(
        "The head of the ferry line, Nora Quist, called it “our fault.”",
        &[("our fault.", "Nora Quist")],
    );
    assert_said("The mayor of Saltmouth, Wessex, called it “our fault.”", &[("our fault.", "The mayor")]);
    assert_said("Tom Brack's sister, Ann, said: “We wait.”", &[("We wait.", "Ann")]);
}

#[test]
fn comets_storms_and_ships_are_no_persons() {
    for text in [
        "Comet Okafor-Lindgren came back on Tuesday.",
        "The comet Okafor-Lindgren came back on Tuesday.",
        "Hurricane Maria Lindgren hit the coast.",
        "The ferry Mary Holt sailed on Friday.",
    ] {
        assert!(people(text).iter().all(|person| !person.is_certain), "{text}");
    }
}

#[test]
fn he_after_a_speaker_without_a_name_is_that_speaker() {
    let text = "Tom Brack left. “We regret it,” a ferry spokesman said. “Very much,” he added.";
    assert_eq!(said(text)[1].1, "a ferry spokesman");
    let text = "“We regret it,” a ferry spokesman said. The spokesman called it “odd.” Another spokesman said: “No.”";
    assert_eq!(said(text)[1].1, "a ferry spokesman");
    assert_eq!(said(text)[2].1, "Another spokesman");
    assert_said(
        "“We regret it,” said Mr. Brack. “Very much,” he added.",
        &[("We regret it,", "Brack"), ("Very much,", "Brack")],
    );
}

#[test]
fn the_harbour_master_is_the_one_of_the_story_unless_more_is_said() {
    let text = "Harbour master Tom Brack met Ann Lee. “It is shut,” the harbour master said.";
    assert_said(text, &[("It is shut,", "Tom Brack")]);
    let text = "Ferry spokeswoman Quillan Marsh left. The police spokeswoman said it was “a draft.”";
    assert_said(text, &[("a draft.", "The police spokeswoman")]);
}

#[test]
fn bodies_and_papers_speak_and_are_nobody() {
    for (text, speaker) in [
        ("“We found him,” police in Saltmouth said in a statement.", "police"),
        ("“We regret it,” said a Courier spokesman.", "a Courier spokesman"),
        ("“It is shut,” read a notice on the door.", "a notice"),
        ("According to court documents, the man was “armed.”", "court documents"),
    ] {
        assert_eq!(said(text)[0].1, speaker, "{text}");
        assert!(people(text).is_empty(), "{text}");
    }
}

#[test]
fn who_is_the_phrase_before_it_with_or_without_a_full_name() {
    let text = "Brack, who once called Lee “a liar,” now says she is “a friend.”";
    assert_said(text, &[("a liar,", "Brack"), ("a friend.", "Brack")]);
}

#[test]
fn a_trade_is_no_part_of_the_name() {
    for text in [
        "Violinist Yuki Hamada called it “late.”",
        "A fishwife, Nell Oakes, called it “late.”",
        "One of the accused, Samira Haddad, called it “late.”",
        "Claire Dufresne of the charity Terre Haute called it “late.”",
    ] {
        let found = said(text);
        let names = ["Yuki Hamada", "Nell Oakes", "Samira Haddad", "Claire Dufresne"];
        assert!(names.contains(&found[0].1.as_str()), "{found:?}");
    }
}

#[test]
fn of_two_ministers_the_one_with_the_office_is_meant() {
    let text = "Health Minister Claire Bell met Prime Minister Arthur Penn. “I serve,” the health minister said. \
                “No,” the prime minister said. “Well,” the minister said.";
    assert_said(text, &[("I serve,", "Claire Bell"), ("No,", "Arthur Penn"), ("Well,", "the minister")]);
}

#[test]
fn a_paragraph_that_begins_with_she_goes_back_to_a_woman() {
    let text = "Helen Strand opened the hall. Quillan Obrava was there. “It is late,” Obrava said.\n\n\
                She trains every day. “It helps,” she said.";
    assert_said(text, &[("It is late,", "Quillan Obrava"), ("It helps,", "Helen Strand")]);
}

#[test]
fn surnames_with_small_words_are_whole_and_found_again() {
    let text = "Analyst Maria de la Cruz said it was “cheap.” De la Cruz said it was “time.” “Buy,” de la Cruz said.";
    assert!(said(text).iter().all(|(_, who)| who == "Maria de la Cruz"), "{:?}", said(text));
    let text = "Dr. Abu al-Hassan, the hospital's director, came. “Two died,” al-Hassan said.";
    assert_said(text, &[("Two died,", "Abu al-Hassan")]);
    assert_said("President Park Sung-min said it was “cheap.”", &[("cheap.", "Park Sung-min")]);
}

#[test]
fn a_rank_says_less_than_what_stands_beside_the_name() {
    let text = "Lt. Col. Tom Brack, a spokesman for the brigade, left.";
    assert_eq!(person(text, "Tom Brack").role.as_deref(), Some("spokesman for the brigade"));
    let text = "J. Walter Crane, chairman of Crane & Sons Inc., left.";
    assert_eq!(person(text, "J. Walter Crane").role.as_deref(), Some("chairman of Crane & Sons Inc."));
}

#[test]
fn she_can_be_somebody_with_a_given_name_only() {
    let text = "“It shook,” Ali Mahmoud said. His neighbour Fatima nodded. “Three times,” she said.";
    assert_eq!(said(text)[1].1, "Fatima");
}

#[test]
fn a_state_ends_the_sentence_and_begins_no_name() {
    let text = "“It is bad,” said David Orr, an economist in Charlotte, N.C. Orr called it “a shock.”";
    assert_said(text, &[("It is bad,", "David Orr"), ("a shock.", "David Orr")]);
}

#[test]
fn a_place_is_not_he_and_a_spokesman_without_a_name_is() {
    let text = "Another juror, who came from Elm Grove, was not sure. “We had doubts,” he said.";
    assert_eq!(said(text)[0].1, "he");
    let text = "Gen. Omar Bash spoke. The rebels' spokesman denied it. “We are here,” he said.";
    assert_eq!(said(text)[0].1, "The rebels' spokesman");
}

#[test]
fn a_body_of_many_words_is_no_person() {
    let text = "The U.N. World Food Program said it was “slow.” Doctors called it “late.”";
    assert_eq!(said(text)[0].1, "The U.N. World Food Program");
    assert!(people(text).is_empty());
}

#[test]
fn an_epithet_is_whom_the_text_has_just_named() {
    let text = "Lott disagreed with Tom Lott's bill. Tom Lott left. “It helps,” the Wessex Republican said.";
    assert_said(text, &[("It helps,", "Tom Lott")]);
    let text =
        "Dan Quale, the former vice president, left. The former vice president said he would “not run.”";
    assert_said(text, &[("not run.", "Dan Quale")]);
}

#[test]
fn a_verbs_word_in_a_job_hides_nobody() {
    for (text, job) in [
        ("“None,” press secretary Joe Lock said.", "press secretary"),
        ("“None,” said lead author Joe Lock.", "lead author"),
        ("“None,” echoed First Mate Joe Lock.", "First Mate"),
    ] {
        assert_said(text, &[("None,", "Joe Lock")]);
        assert_eq!(person(text, "Joe Lock").role.as_deref(), Some(job));
    }
    assert_said("“None,” said First Mate Jan Vos.", &[("None,", "Jan Vos")]);
}

#[test]
fn an_age_a_who_and_a_role_beside_make_a_strange_name_a_person() {
    for text in [
        "The prize went to Quillan Obrava, 34, on Friday.",
        "The prize went to Quillan Obrava, who was late.",
        "“I am late,” said one of the winners, Quillan Obrava.",
    ] {
        assert!(person(text, "Quillan Obrava").is_certain, "{text}");
    }
    assert!(!person("Lunch was at a restaurant named Domingo Holt.", "Domingo Holt").is_certain);
}

#[test]
fn a_role_ends_where_a_clause_begins() {
    for (text, job) in [
        ("Tom Brack, a retired dentist watching the screens in Leeds, left.", "retired dentist"),
        ("Tom Brack, lead author of a study published in May, left.", "lead author of a study"),
        ("The union president, Dr. Tom Brack, left.", "union president"),
    ] {
        assert_eq!(person(text, "Tom Brack").role.as_deref(), Some(job), "{text}");
    }
    assert_eq!(
        person("Her neighbour, Quillan Obrava, shook his head.", "Quillan Obrava").role.as_deref(),
        Some("neighbour")
    );
}

#[test]
fn no_verb_and_no_place_is_part_of_a_role() {
    for (text, job) in [
        ("Aides say they endorse former mayor Helen Strand.", Some("former mayor")),
        ("They want to honor Helen Strand.", None),
        (
            "Helen Strand, professor of law and author of “Low Water,” left.",
            Some("professor of law and author"),
        ),
        ("A group backing Gov. Helen Strand left.", Some("Gov.")),
        ("Helen Strand, chairman of the\n fleet, left.", Some("chairman of the fleet")),
    ] {
        assert_eq!(person(text, "Helen Strand").role.as_deref(), job, "{text}");
    }
}

#[test]
fn he_is_the_son_who_is_named_beside() {
    let text =
        "“It is shameful,” said Greta Olsen. Her 9-year-old son, Nils, was happier. “I like it,” he said.";
    assert_said(text, &[("It is shameful,", "Greta Olsen"), ("I like it,", "Nils")]);
    let text = "“Let's go home,” Capt. Jim Lowe said. “It was a great ride,” the captain said.";
    assert_said(text, &[("Let's go home,", "Jim Lowe"), ("It was a great ride,", "Jim Lowe")]);
}

#[test]
fn the_minister_is_he_where_nobody_else_can_be() {
    let text = "The minister said he would stay. “Why should I go?” he asked.";
    assert_eq!(said(text)[0].1, "The minister");
    let text = "Tom Brack left. The minister said he would stay. “Why should I go?” she asked.";
    assert_eq!(said(text)[0].1, "The minister");
}

#[test]
fn an_honorific_says_less_than_a_job_with_or_without_a_point() {
    let text = "Dr Ann Lee, a pathologist, met First Minister Ailsa Reid.";
    assert_eq!(person(text, "Ann Lee").role.as_deref(), Some("pathologist"));
    assert_eq!(person(text, "Ailsa Reid").role.as_deref(), Some("First Minister"));
}

#[test]
fn who_is_asked_answers() {
    assert_said(
        "The Courier's Nils Brack asked Tom Lowry whether he was tired. “Never,” he said.",
        &[("Never,", "Tom Lowry")],
    );
    assert_said("Tom Lowry asked Ann Lee to stay. “I am tired,” he said.", &[("I am tired,", "Tom Lowry")]);
}

#[test]
fn how_somebody_is_addressed_is_no_role() {
    for (title, role) in [("Dr.", None), ("Sir", None), ("Mr.", None), ("Sen.", Some("Sen."))] {
        let text = format!("{title} Olav Stenn came. “We wait,” {title} Stenn said.");
        assert_eq!(person(&text, "Olav Stenn").role.as_deref(), role, "{text}");
    }
}

#[test]
fn a_given_name_alone_is_hers_who_bears_it_first() {
    assert_said(
        "Mary Holt won. Anna Mary Lee lost. “It is late,” Mary said.",
        &[("It is late,", "Mary Holt")],
    );
    assert_said(
        "Carlos Mendez Ruiz won. “It is late,” Mendez said.",
        &[("It is late,", "Carlos Mendez Ruiz")],
    );
}
