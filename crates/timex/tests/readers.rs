//! What a page is given: which expressions, with what for `<time datetime>`, what label, and why.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use timex::{Document, Expression, Language, Publication, annotate};

fn found(text: &str) -> Vec<Expression> {
    let document = Document { date: "2018-09-10".parse().ok(), ..Document::default() };
    annotate(text, &document, Language::get("en").unwrap())
}

fn only(text: &str) -> Expression {
    let found = found(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().unwrap()
}

#[test]
fn a_weekday_is_shown_with_its_date() {
    let monday = only("The ferry ran aground on Monday.");
    assert!(monday.is_for_page());
    assert_eq!(monday.html_datetime().as_deref(), Some("2018-09-10"));
    assert_eq!(monday.label().as_deref(), Some("Monday, 10 September 2018"));
}

#[test]
fn a_part_of_a_month_is_a_month_to_html_and_its_part_to_the_reader() {
    let month = only("The pier was closed late last month.");
    assert_eq!(month.html_datetime().as_deref(), Some("2018-08"));
    assert_eq!(month.label().as_deref(), Some("late August 2018"));
    assert!(month.is_for_page());
}

#[test]
fn readers_see_a_week_as_its_days() {
    assert_eq!(
        only("It closed late last week.").label().as_deref(),
        Some("late in the week of 3 to 9 September 2018")
    );
    assert_eq!(only("It closed last week.").label().as_deref(), Some("3 to 9 September 2018"));
    assert_eq!(
        only("It opens in the week of Oct. 31.").label().as_deref(),
        Some("29 October to 4 November 2018")
    );
    assert_eq!(
        only("It opens in the week of Dec. 31, 2018.").label().as_deref(),
        Some("31 December 2018 to 6 January 2019")
    );
}

#[test]
fn what_html_cannot_say_is_not_for_the_page() {
    for text in ["It lost money in the third quarter.", "It was full last summer.", "It opened in the 1980s."]
    {
        let expression = only(text);
        assert_eq!(expression.html_datetime(), None, "{text}");
        assert!(expression.label().is_some(), "{text}");
        assert!(!expression.is_for_page(), "{text}");
    }
}

#[test]
fn lengths_have_days_or_hours_in_html_and_no_label() {
    let datetime = |text: &str| {
        let expression = only(text);
        assert_eq!(expression.label(), None, "{text}");
        assert!(!expression.is_for_page(), "{text}");
        expression.html_datetime()
    };
    assert_eq!(datetime("It took nearly three weeks.").as_deref(), Some("P21D"));
    assert_eq!(datetime("It took two and a half hours.").as_deref(), Some("PT2H30M"));
    assert_eq!(datetime("It took two years."), None);
    assert_eq!(datetime("It took several weeks."), None);
}

#[test]
fn a_time_is_shown_where_the_story_names_its_day() {
    let time = only("It left at 9 p.m. on Saturday.");
    assert_eq!(time.html_datetime().as_deref(), Some("2018-09-08T21:00"));
    assert_eq!(time.label().as_deref(), Some("Saturday, 8 September 2018, 21:00"));
    assert!(time.is_for_page());
    let midnight = only("The offer ends at midnight on Friday.");
    assert_eq!(midnight.html_datetime().as_deref(), Some("2018-09-15T00:00"));
    assert!(!only("It left at 9 p.m.").is_for_page(), "nobody said on which day");
}

#[test]
fn the_night_of_a_weekday_is_shown_as_that_day() {
    let night = only("The mast broke on Saturday night.");
    assert_eq!(night.html_datetime().as_deref(), Some("2018-09-08"));
    assert!(night.is_for_page());
    assert!(!only("Ropes for Saturday night: none.").is_for_page(), "no verb says of which week");
}

#[test]
fn what_a_speaker_calls_today_is_not_put_on_the_page() {
    let said = found("“We open today,” the chairman said on Friday. It opened today.");
    let pages: Vec<bool> = said.iter().map(Expression::is_for_page).collect();
    assert_eq!(pages, [false, true, true], "{said:?}");
    assert!(said[0].why.quoted);
    assert!(found("``We open tomorrow,'' he said.").iter().all(|expression| !expression.is_for_page()));
    // A quotation that is not closed ends with its paragraph.
    assert!(found("\"We shall see.\n\nThe pier opens tomorrow.")[0].is_for_page());
}

#[test]
fn a_quotation_ends_where_its_language_closes_it() {
    let quoted = |text: &str, language: &str| -> Vec<bool> {
        let document = Document { date: "2018-09-10".parse().ok(), ..Document::default() };
        let found = annotate(text, &document, Language::get(language).unwrap());
        found.iter().map(|expression| expression.why.quoted).collect()
    };
    assert_eq!(quoted("„Wir öffnen am Montag“, sagte er am Freitag.", "de"), [true, false]);
    assert_eq!(quoted("»Wir öffnen am Montag«, sagte er am Freitag.", "de"), [true, false]);
    assert_eq!(quoted("« Nous ouvrons demain », a-t-il dit vendredi.", "fr"), [true, false]);
    // A mark that was never closed does not turn the next one round.
    assert_eq!(quoted("\"We open today. \"We close tomorrow,\" he said Friday.", "en"), [true, true, false]);
}

#[test]
fn a_comparison_in_a_report_of_earnings_is_not_put_on_the_page() {
    let report = found("Net profit in the third quarter was 3 million, against 2 million a year earlier.");
    assert!(report.iter().all(|expression| !expression.is_for_page()), "{report:?}");
}

#[test]
fn what_may_be_of_another_week_or_year_is_not_put_on_the_page() {
    for text in [
        "The light burns from October to March.",
        "He led the club until June.",
        "The pier was closed until Saturday.",
        "The ferry sails at 8 a.m. Wednesday.",
        "Harwick v Norton on 2 July, at the old ground.",
        "The teams will meet again on 20 July.",
        "He will try to get around Saturday's ruling.",
    ] {
        assert!(found(text).iter().all(|expression| !expression.is_for_page()), "{text}");
    }
    for text in [
        "The talks broke down on 2 July.",
        "The trial was adjourned until November.",
        "The new boat will sail on 2 December.",
        "They will sail at 8 a.m. Wednesday.",
    ] {
        assert!(only(text).is_for_page(), "{text}");
    }
}

#[test]
fn what_somebody_has_is_no_past_that_puts_a_weekday_on_the_page() {
    for text in ["A boy who has an examination on Sunday.", "They have two games on Sunday."] {
        assert!(!only(text).is_for_page(), "{text}");
    }
    assert!(only("The pilot has been ill since Sunday.").is_for_page());
}

#[test]
fn a_german_noun_that_looks_like_a_verb_puts_no_weekday_on_the_page() {
    let shown = |text: &str| {
        let document = Document { date: "2018-09-12".parse().ok(), ..Document::default() };
        let found = annotate(text, &document, Language::get("de").unwrap());
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].is_for_page()
    };
    assert!(!shown("Das Verbot der Demonstration am Freitag bleibt."));
    assert!(!shown("Das Fest im Schloss am Freitag fällt aus."));
    assert!(shown("Das Fest verbot am Freitag der Minister."));
    assert!(shown("„Ende.“ Sank das Boot am Freitag?"));
}

#[test]
fn a_month_in_a_sentence_that_names_another_year_is_not_put_on_the_page() {
    let found =
        found("In the spring of 2015 he asked whether she could wait until June. It reopens in December.");
    let pages: Vec<bool> = found[1..].iter().map(Expression::is_for_page).collect();
    assert_eq!(pages, [false, true], "{found:?}");
}

#[test]
fn a_month_in_a_paragraph_about_another_year_is_not_put_on_the_page() {
    let pages = |text: &str| found(text).iter().map(Expression::is_for_page).collect::<Vec<_>>();
    assert_eq!(pages("The yard closed in 2015. A boat lay there in June."), [true, false]);
    assert_eq!(pages("The yard closed in 2015.\n\nA boat was seen there in June."), [true, true]);
    assert_eq!(pages("The yard closed in 2015. It will be a park in June."), [true, true]);
}

#[test]
fn days_counted_from_another_event_are_not_put_on_the_page() {
    let story = found("The crane fell on Sept. 3. Two days later it was gone.");
    assert_eq!(story[1].value.to_string(), "2018-09-05");
    assert!(!story[1].is_for_page());
}

#[test]
fn a_set_says_how_often() {
    let twice = only("The pilots meet twice a week.");
    assert_eq!((twice.value.to_string().as_str(), twice.freq.as_deref()), ("P1W", Some("2X")));
    let every = only("The pilots meet every Friday.");
    assert_eq!((every.value.to_string().as_str(), every.quant.as_deref()), ("XXXX-WXX-5", Some("EVERY")));
    assert_eq!(twice.html_datetime(), None);
}

#[test]
fn a_user_is_told_why() {
    let month = only("The board will finish the pier in November.");
    assert_eq!(
        month.why.sentence(),
        "Read as a month; counted from the document's date; \"will\" decides the direction."
    );
    assert_eq!(
        only("It opened on May 9, 2016.").why.sentence(),
        "Read as a day with month and year; the words say which."
    );
}

#[test]
fn without_the_documents_date_nothing_relative_is_put_on_the_page() {
    let text = "It opened on Monday, in June, last week, on Sept. 3 and at Easter; and on May 9, 2016.";
    let found = annotate(text, &Document::default(), Language::get("en").unwrap());
    let shown: Vec<String> = found
        .iter()
        .filter(|expression| expression.is_for_page())
        .map(|expression| expression.value.to_string())
        .collect();
    assert_eq!(shown, ["2016-05-09"]);
}

#[test]
fn a_report_that_is_known_to_be_of_earnings_needs_no_word_that_says_so() {
    let text = "Harwick Ferries: 3.2 million in the third quarter, 2.9 million a year earlier.";
    let document = Document { date: "2018-10-12".parse().ok(), publication: Publication::Earnings };
    let found = annotate(text, &document, Language::get("en").unwrap());
    assert_eq!(found[1].value.to_string(), "2017-Q3");
}

#[test]
fn a_line_of_json_comes_back_with_offsets_in_code_points() {
    let line = r#"{"id":"a","source":"own","dct":"2018-09-10T08:00","lang":"en","text":"Löschzüge – am Kai: it burned on Monday."}"#;
    let out = timex::lines::annotate_line(line, &timex::lines::Defaults::default()).unwrap();
    let row: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(row["id"], "a");
    assert_eq!(row["source"], "own");
    let text: Vec<char> = row["text"].as_str().unwrap().chars().collect();
    let timex = &row["timex"][0];
    let (start, end) = (timex["start"].as_u64().unwrap() as usize, timex["end"].as_u64().unwrap() as usize);
    assert_eq!(text[start..end].iter().collect::<String>(), "Monday");
    assert_eq!((&timex["type"], &timex["value"]), (&"DATE".into(), &"2018-09-10".into()));
}

#[test]
fn a_line_that_is_no_document_is_refused_with_a_sentence() {
    let refused =
        |line: &str| timex::lines::annotate_line(line, &timex::lines::Defaults::default()).unwrap_err();
    assert!(refused("no json").starts_with("this line is no document: it is no JSON from column 2 on."));
    for line in ["[1]", "{}", r#"{"text": 5}"#, r#"{"text": "", "dct": 5}"#] {
        assert!(refused(line).contains("it has no \"text\", or its"), "{line}");
        assert!(!refused(line).contains("Row"), "{line}");
    }
    assert!(
        refused(r#"{"text":"","lang":"tlh"}"#).starts_with("the language \"tlh\" is not known. Known: en")
    );
    assert_eq!(
        refused(r#"{"text":"","dct":"Monday"}"#),
        "\"dct\" is \"Monday\", which is no date like 2018-09-10."
    );
}
