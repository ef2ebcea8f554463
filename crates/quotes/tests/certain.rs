//! Whose page words may stand on: a wrong speaker is worse than none.

mod copy;

use quotes::{Kind, Language, read};

/// What may stand on a page, by its least confidence: direct quotations of English copy.
const DIRECT: f32 = 0.8;
const INDIRECT: f32 = 0.7;
const GERMAN: f32 = 0.87;

/// Who is surely a person and surely said the words.
fn sure(text: &str, language: Language) -> Vec<String> {
    let reading = read(text, language);
    let is_sure = |kind, confidence: f32| match (kind, language) {
        (_, Language::German) => confidence >= GERMAN,
        (Kind::Direct, _) => confidence >= DIRECT,
        _ => confidence >= INDIRECT,
    };
    let found = reading.quotations.iter().filter(|found| is_sure(found.kind, found.confidence));
    found
        .filter_map(|found| found.speaker.as_ref()?.person)
        .map(|person| reading.people[person].name.clone())
        .collect()
}

#[track_caller]
fn assert_nobody(text: &str) {
    assert_eq!(sure(text, Language::English), [""; 0], "in {text}");
}

#[track_caller]
fn assert_surely(text: &str, who: &str) {
    assert_eq!(sure(text, Language::English), [who], "in {text}");
}

#[track_caller]
fn assert_nobody_in_german(text: &str) {
    assert_eq!(sure(text, Language::German), [""; 0], "in {text}");
}

#[track_caller]
fn assert_surely_in_german(text: &str, who: &str) {
    assert_eq!(sure(text, Language::German), [who], "in {text}");
}

#[test]
fn what_the_teenager_says_is_not_on_the_page_of_the_officer_who_arrested_them() {
    for text in [
        "Officer Jim Lee arrested a boy, 15, on Monday. “I am sorry,” the teenager said.",
        "Judge Anna Holt sentenced Tom Brack to a year on Friday. “I am sorry,” the defendant said.",
        "Edith Lowry, the premier, visited a school on Monday. “It was fun,” the teen said.",
        "Sweden's Nils Ekdahl beat Finland's Arto Salo. “I was slow,” the Finn said.",
        "The Briton Edith Lowry beat the Dane Lena Holm. “I was slow,” the Dane said.",
        "Edith Lowry met Tom Brack for a debate. “I win,” the incumbent said. “Not yet,” the challenger said.",
        "Officer Ann Lee met Lena Holm. The mother of two said: “We have nothing.”",
    ] {
        assert_nobody(text);
    }
    assert_surely("Judge Anna Holt sentenced Tom Brack on Friday. “I am sorry,” Brack said.", "Tom Brack");
}

#[test]
fn what_he_says_after_a_guess_is_a_guess_too() {
    assert_nobody(
        "Officer Jim Lee arrested a boy, 15. “I am sorry,” the teenager said. “I was late,” he added.\n\n“So \
         late.”\n\nHe said that the door was open.",
    );
    assert_nobody("Officer Jim Lee arrested a boy, 15. The teenager shrugged. “I am sorry,” he said.");
    assert_eq!(
        sure(
            "Officer Jim Lee met a boy. “Sorry,” the teenager said. Lee shrugged. “Go home,” he said.",
            Language::English
        ),
        ["Jim Lee"]
    );
}

#[test]
fn a_party_or_an_age_that_the_text_tells_of_one_person_is_theirs() {
    assert_surely(
        "Sen. Tom Brack, R-Ohio, met Sen. Ann Gray, D-Maine. “It is late,” the Ohio Republican said.",
        "Tom Brack",
    );
    assert_nobody("Sen. Tom Brack met Sen. Ann Gray, D-Maine. “It is late,” the Ohio Republican said.");
    assert_nobody("Sen. Tom Brack, R-Ohio, met Rep. Jim Holt, R-Maine. “It is late,” the Republican said.");
    assert_surely("Tom Brack, 34, met Ann Gray, 61. “It is late,” the 34-year-old said.", "Tom Brack");
    assert_nobody("Tom Brack met Ann Gray, 61. “It is late,” the 34-year-old said.");
    assert_nobody("Tom Brack, 34, met Jim Holt, 34. “It is late,” the 34-year-old said.");
}

#[test]
fn a_german_age_is_hers_of_whom_the_text_tells_it() {
    assert_surely_in_german(
        "Edith Holt (60) traf Lena Brandt (41). „Es ist spät“, sagte die 60-Jährige.",
        "Edith Holt",
    );
    assert_nobody_in_german("Edith Holt traf Lena Brandt. „Es ist spät“, sagte die 60-Jährige.");
}

#[test]
fn a_judge_without_a_name_may_be_another_than_the_one_named_later() {
    for text in [
        "A senator said the “plan is dead” on Monday. Senator Tom Brack, who wrote it, did not answer.",
        "A judge called the plan “a joke”. Judge Anna Holt declined to comment.",
        "A Wessex mayor said: “We are done.”\n\nMayor Edith Lowry did not answer.",
        "A judge said that the plan was a joke. Judge Anna Holt declined to comment.",
    ] {
        assert_nobody(text);
    }
    assert_surely("Judge Anna Holt ruled on Monday. The judge called the plan “a joke”.", "Anna Holt");
}

#[test]
fn a_german_vice_chancellor_is_not_the_chancellor_nor_a_prime_minister_the_president() {
    for text in [
        "Ministerpräsident Tom Brack reiste nach Kiew. „Es ist spät“, sagte der Präsident.",
        "Kommissionspräsident Tom Brack reiste nach Kiew. „Es ist spät“, sagte der Präsident.",
        "Vizekanzler Tom Brack reiste nach Kiew. „Es ist spät“, sagte der Kanzler.",
        "Vizepräsident Tom Brack reiste nach Kiew. „Es ist spät“, sagte der Präsident.",
        "Altbürgermeister Tom Brack kam. „Es ist spät“, sagte der Bürgermeister.",
        "Altkanzlerin Edith Holt kam. „Es ist spät“, sagte die Kanzlerin.",
        "Ex-Minister Tom Brack kam. „Es ist spät“, sagte der Minister.",
        "Der frühere Minister Tom Brack kam. „Es ist spät“, sagte der Minister.",
        "Staatsanwalt Tom Brack kam. „Es ist spät“, sagte der Anwalt des Wirts.",
        "Staatsanwalt Tom Brack kam. „Es ist spät“, sagte der Anwalt.",
        "Polizeisprecherin Edith Holt kam. „Es ist spät“, sagte die Sprecherin der Staatsanwaltschaft.",
        "Sprecherin Edith Holt kam. „Es ist spät“, sagte die Sprecherin von Kiel.",
        "Richterin Edith Holt kam. „Es ist spät“, sagte die Richterin am Landgericht.",
    ] {
        assert_nobody_in_german(text);
    }
    for (text, who) in [
        ("Bundeskanzlerin Edith Holt kam. „Es ist spät“, sagte die Kanzlerin.", "Edith Holt"),
        ("Bundesaußenminister Tom Brack kam. „Es ist spät“, sagte der Außenminister.", "Tom Brack"),
        ("Finanzminister Tom Brack kam. „Es ist spät“, sagte der Minister am Freitag.", "Tom Brack"),
        ("Oberbürgermeisterin Edith Holt kam. „Es ist spät“, sagte die Bürgermeisterin.", "Edith Holt"),
        ("Polizeisprecherin Edith Holt kam. „Es ist spät“, sagte die Sprecherin.", "Edith Holt"),
        ("Ministerin Edith Holt kam. „Es ist spät“, sagte die Ministerin der Zeitung.", "Edith Holt"),
    ] {
        assert_surely_in_german(text, who);
    }
}

#[test]
fn the_mayor_of_another_town_is_another_mayor() {
    for text in [
        "Edith Lowry, mayor of Wessex, left. “It is late,” the mayor of Saltmouth said.",
        "Edith Lowry, mayor of Wessex, left. “It is late,” the Saltmouth mayor said.",
        "Edith Lowry, president of the harbour board, left. “It is late,” the president of the union said.",
        "Mayor Edith Lowry left. The mayor of Saltmouth said that it was late.",
        "Ann Lee, organizer of a harbour rally, left. “It is late,” said the organizer of a farmers rally.",
    ] {
        assert_nobody(text);
    }
    for text in [
        "Edith Lowry, mayor of Wessex, left. “It is late,” the mayor said.",
        "Edith Lowry, mayor of Wessex, left. “It is late,” said the mayor of Wessex.",
        "Edith Lowry, mayor of Wessex, met Tom Brack, mayor of Saltmouth. “Late,” the mayor of Wessex said.",
    ] {
        assert_surely(text, "Edith Lowry");
    }
}

#[test]
fn what_somebody_denies_having_said_is_not_on_their_page() {
    for text in [
        "Mayor Edith Lowry denied saying “we are done” on Monday.",
        "Mayor Edith Lowry did not say “we are done” on Monday.",
        "Mayor Edith Lowry didn't call the plan “a waste of time” on Monday.",
        "Mayor Edith Lowry never said “we are done” to the council.",
        "Mayor Edith Lowry denied that she had said “we are done”.",
        "Mayor Edith Lowry refused to say “we are done”.",
        "Mayor Edith Lowry left without saying “we are done”.",
        "Mayor Edith Lowry has yet to say “we are done”.",
        "Mayor Edith Lowry denied that the quay was closed.",
        "Mayor Edith Lowry did not say that the quay was closed.",
        "Mayor Edith Lowry denied having said that the quay was closed.",
    ] {
        assert_nobody(text);
    }
    for text in [
        "“I did not say it,” Mayor Edith Lowry said.",
        "Mayor Edith Lowry denied it and said: “We are not done.”",
        "Mayor Edith Lowry denied it: “We are not done.”",
        "Mayor Edith Lowry, who did not come, said: “We are late.”",
        "“We are not done,” Mayor Edith Lowry said, denying a report.",
        "Mayor Edith Lowry said that the quay was not closed.",
    ] {
        assert_surely(text, "Edith Lowry");
    }
    assert_eq!(
        sure("Edith Lowry denied saying “we are done”. She said: “We go on.”", Language::English),
        ["Edith Lowry"]
    );
}

#[test]
fn what_somebody_denies_having_said_in_german_is_not_on_their_page() {
    for text in [
        "Bürgermeisterin Edith Holt bestritt, „wir sind fertig“ gesagt zu haben.",
        "Bürgermeisterin Edith Holt sagte nie: „Wir sind fertig.“",
        "Bürgermeisterin Edith Holt hat nicht gesagt, dass der Kai zu sei.",
        "Bürgermeisterin Edith Holt dementierte, dass sie den Plan „tot“ genannt habe.",
    ] {
        assert_nobody_in_german(text);
    }
    assert_surely_in_german("Bürgermeisterin Edith Holt sagte: „Wir sind nicht fertig.“", "Edith Holt");
    assert_surely_in_german("Edith Holt sagte nicht ohne Stolz: „Wir sind fertig.“", "Edith Holt");
}

#[test]
fn a_transcript_is_not_the_speech_of_who_is_quoted_after_it() {
    let text = "“SMITH: Well look here.\n\n“It is late,” Tom Brack said.";
    assert_surely(text, "Tom Brack");
    let text = "“Well look here.\n\n“It is late,” Tom Brack said.";
    assert_eq!(sure(text, Language::English), ["Tom Brack", "Tom Brack"]);
}
