//! Who said it, in the sentences that newspapers write.

mod copy;

use copy::{assert_said, said};
use quotes::{Language, Why, read};

#[test]
fn a_speaker_after_the_marks_is_found_with_the_verb_before_or_behind() {
    assert_said(
        "“The quay is ours,” Edith Lowry said. “It always was.”",
        &[("The quay is ours,", "Edith Lowry"), ("It always was.", "Edith Lowry")],
    );
    assert_said(
        "“The quay is ours,” said harbour master Edith Lowry.",
        &[("The quay is ours,", "Edith Lowry")],
    );
    assert_said("“Who pays?” asked the reeve.", &[("Who pays?", "the reeve")]);
}

#[test]
fn a_speaker_before_the_marks_is_found_with_and_without_a_colon() {
    assert_said("Edith Lowry said: “The quay is ours.”", &[("The quay is ours.", "Edith Lowry")]);
    assert_said(
        "Edith Lowry called the plan “a door without a house.”",
        &[("a door without a house.", "Edith Lowry")],
    );
    assert_said("Said the reeve: “We wait.”", &[("We wait.", "the reeve")]);
    assert_said("Edith Lowry shot back: “Not in my harbour.”", &[("Not in my harbour.", "Edith Lowry")]);
}

#[test]
fn a_quotation_that_its_attribution_breaks_is_two() {
    assert_said(
        "“If the ferry stops,” Olav Stenn said, “the island stops.”",
        &[("If the ferry stops,", "Olav Stenn"), ("the island stops.", "Olav Stenn")],
    );
}

#[test]
fn an_apposition_between_name_and_verb_does_not_hide_the_speaker() {
    for between in [
        ", a former ferry pilot,",
        ", who opened the quay in May,",
        ", 67, of Saltmouth,",
        " (Ratepayers' League)",
        " — the reeve of the outer islands —",
    ] {
        let text = format!("“Nobody asked us,” Helen Strand{between} said on Friday.");
        assert_said(&text, &[("Nobody asked us,", "Helen Strand")]);
    }
}

#[test]
fn a_noun_that_hangs_on_another_is_no_speaker() {
    assert_said(
        "“It is a draft,” a spokeswoman for the Northern Ferry Line said.",
        &[("It is a draft,", "a spokeswoman")],
    );
}

#[test]
fn a_source_is_a_speaker_wherever_the_sentence_names_it() {
    assert_said(
        "The damage was “clean and very deep,” according to the power company.",
        &[("clean and very deep,", "the power company")],
    );
    assert_said(
        "According to Miriam Oake, the tower “looked over everybody's shoulder.”",
        &[("looked over everybody's shoulder.", "Miriam Oake")],
    );
    assert_said(
        "The plan was “a draft of a draft” in every line, the reeve said.",
        &[("a draft of a draft", "the reeve")],
    );
}

#[test]
fn a_statement_speaks_for_who_issued_it() {
    assert_said(
        "The power company said in a statement that the cut was “deep and expensive.”",
        &[("deep and expensive.", "The power company")],
    );
    assert_said(
        "Clara Bell issued a statement calling the plan “a door without a house.”",
        &[("a door without a house.", "Clara Bell")],
    );
    assert_said("“We regret the delay,” the statement said.", &[("We regret the delay,", "the statement")]);
}

#[test]
fn a_participle_speaks_for_the_sentence() {
    assert_said(
        "Helen Strand promised to help, adding that she had “every sympathy” with the fleet.",
        &[("every sympathy", "Helen Strand")],
    );
    assert_said(
        "Calling the closure “a punishment,” Tom Brisk left the hall.",
        &[("a punishment,", "Tom Brisk")],
    );
}

#[test]
fn what_somebody_is_said_to_think_is_the_words_of_who_says_it() {
    assert_said(
        "Tom Brisk said that he would call it “a punishment for nothing.”",
        &[("a punishment for nothing.", "Tom Brisk")],
    );
}

#[test]
fn words_that_are_somebodys_claim_are_theirs() {
    assert_said(
        "The council laughed at Peter Dorn's claim that it was “a city with no holes.”",
        &[("a city with no holes.", "Peter Dorn")],
    );
}

#[test]
fn a_quotation_that_stands_alone_goes_on_from_the_one_before_unless_a_report_comes_between() {
    let text = "“We wait,” Olav Stenn said. “Every winter we wait.” Clara Bell said the contract was clear. \
                “A contract is not the weather.”";
    assert_said(
        text,
        &[
            ("We wait,", "Olav Stenn"),
            ("Every winter we wait.", "Olav Stenn"),
            ("A contract is not the weather.", "Clara Bell"),
        ],
    );
}

#[test]
fn a_speech_that_runs_over_paragraphs_keeps_its_speaker() {
    let text = "“We lost a week,” Tom Brisk said. “Then we lost a month.\n\n\
                “After that we stopped counting.\n\n\
                “Nobody sent a letter.”";
    assert_said(
        text,
        &[
            ("We lost a week,", "Tom Brisk"),
            ("Then we lost a month.", "Tom Brisk"),
            ("After that we stopped counting.", "Tom Brisk"),
            ("Nobody sent a letter.", "Tom Brisk"),
        ],
    );
}

#[test]
fn a_paragraph_that_ends_on_a_colon_gives_the_next_its_speaker() {
    assert_said(
        "Samuel Pine had a warning for the readers:\n\n“Bring your own quiet, for we have none left.”",
        &[("Bring your own quiet, for we have none left.", "Samuel Pine")],
    );
}

#[test]
fn a_signature_after_a_dash_is_the_speaker() {
    assert_said(
        "“The best coffee on the coast, and the coldest.” — Karin Holt",
        &[("The best coffee on the coast, and the coldest.", "Karin Holt")],
    );
}

#[test]
fn marks_are_read_as_agencies_write_them() {
    for text in [
        "``We wait,'' Olav Stenn said.",
        "\"We wait,\" Olav Stenn said.",
        "“We wait,” Olav Stenn said.",
        "“We wait,“ Olav Stenn said.",
        "«We wait,» Olav Stenn said.",
    ] {
        assert_said(text, &[("We wait,", "Olav Stenn")]);
    }
    assert_said("The cod was 6'2\" long, Olav Stenn said.", &[]);
}

#[test]
fn titles_programmes_and_scare_quotes_are_nobodys_words() {
    for text in [
        "The choir sang from the opera “The Drowned Bell” on Sunday.",
        "Helen Strand spoke on Radio Saltmouth's “Morning Tide” on Friday.",
        "Helen Strand told “Morning Tide” that the quay would open.",
        "The boats carry “smart” buoys.",
        "The so-called “fish tax” ends in May.",
        "Two men stood in the rain with a banner reading “Hands off the harbour.”",
    ] {
        assert_eq!(said(text), [], "{text}");
    }
}

#[test]
fn each_attribution_says_why_and_how_sure_it_is() {
    let text = "“We wait,” Olav Stenn said. “Every winter we wait.”";
    let found = read(text, Language::English).quotations;
    assert_eq!(found[0].why, Some(Why::SubjectAfter));
    assert_eq!(found[1].why, Some(Why::GoesOn));
    assert!(found[0].confidence > found[1].confidence);
    assert_eq!(found[0].cue.clone().map(|cue| &text[cue]), Some("said"));
    assert_eq!(Why::GoesOn.to_string(), "it goes on from the quotation before");
}

#[test]
fn indirect_and_mixed_quotations_are_told_from_direct_ones() {
    assert_eq!(
        copy::reported("Helen Strand said that the quay would open in May. Nobody clapped."),
        [("the quay would open in May".to_owned(), "Helen Strand".to_owned())]
    );
    assert_eq!(
        copy::reported("The quay would open in May, Helen Strand said on Friday."),
        [("The quay would open in May".to_owned(), "Helen Strand".to_owned())]
    );
    assert_eq!(
        copy::reported("According to Helen Strand, the quay would open in May."),
        [("the quay would open in May".to_owned(), "Helen Strand".to_owned())]
    );
    for nothing in [
        "Helen Strand refused to say that the quay would open.",
        "Helen Strand replied to that letter with a smile.",
        "“It is cold,” said Karin Holt, who takes the ferry.",
    ] {
        assert_eq!(copy::reported(nothing), [], "{nothing}");
    }
    let text = "Helen Strand said that the quay was “a promise” to the fleet.";
    let kinds: Vec<_> = read(text, Language::English).quotations.iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [quotes::Kind::Mixed, quotes::Kind::Direct]);
    assert_eq!(copy::reported("“The quay is ours,” Helen Strand said."), []);
}

#[test]
fn a_quotation_inside_a_quotation_is_part_of_it() {
    for text in [
        "“The reeve told me, \"It is shut,\" and left,” Tom Brisk said.",
        "“The reeve told me, “It is shut,” and left,” Tom Brisk said.",
        "\"The reeve told me, “It is shut,” and left,\" Tom Brisk said.",
        "``The reeve told me, ``It is shut,'' and left,'' Tom Brisk said.",
        "“The reeve told me, ‘It is shut,’ and left,” Tom Brisk said.",
    ] {
        let found = said(text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].0.starts_with("The reeve") && found[0].0.ends_with("and left,"), "{text}");
    }
    // A closing mark that was forgotten is no reason to swallow the next quotation.
    assert_eq!(said("“We wait, Olav Stenn said. “We have time,” he added.").len(), 2);
}

#[test]
fn a_speech_that_is_signed_only_at_its_end_is_its_speakers_from_the_first() {
    let text = "Nobody knew.\n\n“We waited.\n\n“Then we left,” Tom Brisk said.";
    assert_said(text, &[("We waited.", "Tom Brisk"), ("Then we left,", "Tom Brisk")]);
}

#[test]
fn a_name_and_a_colon_are_enough() {
    assert_said("Helen Strand: “We wait.”", &[("We wait.", "Helen Strand")]);
}

#[test]
fn a_clause_of_its_own_has_its_own_speaker() {
    assert_said(
        "The agency said that “it is too late,” and the reeve called that “absurd.”",
        &[("it is too late,", "The agency"), ("absurd.", "the reeve")],
    );
    assert_said(
        "While the fleet began to whistle, Helen Strand was handed a lamp by Tom Brisk and added, “It is lit.”",
        &[("It is lit.", "Helen Strand")],
    );
    assert_said(
        "Helen Strand noted that the tide was late, but went on to ask, “Who minds?”",
        &[("Who minds?", "Helen Strand")],
    );
    assert_said(
        "The fleet was angry, with Tom Brisk calling it “a punishment.”",
        &[("a punishment.", "Tom Brisk")],
    );
    assert_said(
        "Peter Dorn tied the boat to the pier, saying the order served “nobody on the quay.”",
        &[("nobody on the quay.", "Peter Dorn")],
    );
}

#[test]
fn who_shrugs_speaks_next() {
    assert_said(
        "“I lost nothing,” Edith Lowry said. Her son shrugged. “She has always rounded down.”",
        &[("I lost nothing,", "Edith Lowry"), ("She has always rounded down.", "Her son")],
    );
    assert_said(
        "“I lost nothing,” Edith Lowry said. Her neighbour, Tom Brisk, shook his head. “She did.”",
        &[("I lost nothing,", "Edith Lowry"), ("She did.", "Tom Brisk")],
    );
}

#[test]
fn the_source_at_a_sentences_end_speaks_for_all_of_it() {
    assert_said(
        "The ferry line expects the year to be “no worse” and plans a new boat, Helen Strand said.",
        &[("no worse", "Helen Strand")],
    );
}

#[test]
fn what_is_said_of_which_is_the_words_of_what_stands_before() {
    assert_said(
        "The boat had passed, according to the port authority, which said its papers were “in order.”",
        &[("in order.", "the port authority")],
    );
    assert_said(
        "A shipowner who lost 12 barges described the bridge as “a cork in the throat.”",
        &[("a cork in the throat.", "A shipowner")],
    );
}

#[test]
fn what_a_board_or_a_sign_says_is_nobodys_words() {
    for text in [
        "A painted board at the quay still says “No Goats Without Tickets.”",
        "One woman held a sign of her own that read “I Remember.”",
    ] {
        assert_eq!(said(text), [], "{text}");
    }
}

#[test]
fn whom_the_radio_quotes_as_saying_something_says_it() {
    assert_said("“It is over,” the radio quoted Gen. Omar Bash as saying.", &[("It is over,", "Omar Bash")]);
}

#[test]
fn an_object_in_a_relative_clause_says_nothing() {
    assert_said("A man who answered the phone at the house said, “Go away.”", &[("Go away.", "A man")]);
    let text =
        "The letter said the plant was “unsafe.” It said workers were “ignored.” “Nobody listened,” it said.";
    assert_eq!(said(text)[2].1, "The letter");
}

#[test]
fn an_answer_is_the_words_of_whose_it_is() {
    assert_eq!(said("New Saltmouth's response was swift: “Nonsense.”")[0].1, "New Saltmouth");
}
