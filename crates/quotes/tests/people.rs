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
