//! `dateline desk times` and `desk time`: the dates in a story's text, and the desk's word on them.

use anyhow::{Result, bail};
use newsroom::reading::TimeMark;
use site::marks::{Meaning, Value, homeless, meant};
use store::acts;
use store::readings::{self, Fix, Says};

use super::{find, reading};
use crate::cli::StoryArgs;
use crate::commands::{now, say};

pub async fn list(args: &StoryArgs) -> Result<()> {
    let (_, store, id) = find(args).await?;
    let reading = reading(&store, id).await?;
    let fixes = readings::fixes(store.db(), id).await?;
    let meanings = meant(&reading.times, &fixes);
    for (at, (mark, meaning)) in reading.times.iter().zip(&meanings).enumerate() {
        match args.place.json {
            true => say(&object(at + 1, mark, meaning).to_string())?,
            false => lines(at + 1, mark, meaning).iter().try_for_each(|line| say(line))?,
        }
    }
    if args.place.json {
        return Ok(());
    }
    if reading.times.is_empty() {
        say("No dates were found in the story's text.")?;
    }
    for fix in homeless(&reading.times, &fixes) {
        say(&format!(
            "The desk's word of {} on \"{}\" ({}) has no place in this text any more: \"{}\"",
            fix.at.strftime("%F %R UTC"),
            fix.words,
            said(&fix.says),
            fix.context
        ))?;
    }
    Ok(())
}

pub async fn put_right(args: &StoryArgs, number: usize, value: &str) -> Result<()> {
    let (_, store, id) = find(args).await?;
    let reading = reading(&store, id).await?;
    let Some(mark) = number.checked_sub(1).and_then(|at| reading.times.get(at)) else {
        let dates = match reading.times.len() {
            0 => "no dates".to_owned(),
            1 => "one date".to_owned(),
            n => format!("{n} dates"),
        };
        bail!(
            "The story's text has {dates}, and none has the number {number}. `dateline desk times {}` lists them.",
            id.0
        );
    };
    let says = match value {
        "found" => Says::AsFound,
        "none" => Says::NoDate,
        date if Value::read(date).is_some() => Says::Date(date.to_owned()),
        other => bail!(
            "\"{}\" is no date that a page can show. Write a day (2018-09-03), a week (2018-W36), a month (2018-09), \
             a year (2018), none or found.",
            other.escape_debug()
        ),
    };
    let done = match &says {
        Says::Date(value) => format!("means {value}"),
        Says::NoDate => "means no date".to_owned(),
        Says::AsFound => "stands as it was found".to_owned(),
    };
    let fixes = readings::fixes(store.db(), id).await?;
    let (context, others) = match meant(&reading.times, &fixes)[number - 1] {
        // What is taken back is the word that stands there, as it was said of an earlier text.
        Meaning::Desk(fix) if says == Says::AsFound => (fix.context.clone(), fix.others.clone()),
        _ => {
            let others = reading.times.iter().filter(|o| o.words == mark.words && o.context != mark.context);
            (mark.context.clone(), others.map(|other| other.context.clone()).collect())
        }
    };
    let fix = Fix { words: mark.words.clone(), context, others, says, at: now() };
    acts::fix_time(&store, id, &fix).await?;
    say(&match args.place.json {
        true => serde_json::json!({ "story": id, "words": mark.words, "done": done }).to_string(),
        false => format!("\"{}\" in story {} {done}.", mark.words, id.0),
    })
}

fn object(number: usize, mark: &TimeMark, meaning: &Meaning<'_>) -> serde_json::Value {
    let desk_at = match meaning {
        Meaning::Desk(fix) => Some(fix.at),
        Meaning::Found(_) => None,
    };
    serde_json::json!({ "number": number, "words": mark.words, "context": mark.context, "found": mark.value,
        "modifier": mark.modifier, "confidence": mark.confidence, "shown": meaning.value().map(|(value, _)| value),
        "desk": desk_at.is_some(), "desk_at": desk_at, "why": mark.why })
}

/// What it means, where it stands, and why.
fn lines(number: usize, mark: &TimeMark, meaning: &Meaning<'_>) -> [String; 3] {
    let fate = match meaning {
        Meaning::Desk(fix) => {
            format!("{}, said the desk on {}", said(&fix.says), fix.at.strftime("%F at %R UTC"))
        }
        Meaning::Found(Some((value, _))) => format!("{value}  ({} %)", mark.confidence),
        Meaning::Found(None) => format!("{}, not shown  ({} %)", mark.value, mark.confidence),
    };
    let why = match meaning {
        Meaning::Desk(_) => format!("Found: {} ({} %). {}", mark.value, mark.confidence, mark.why),
        Meaning::Found(_) => mark.why.clone(),
    };
    [
        format!("{number:>4}  \"{}\": {fate}", mark.words),
        format!("      … {} …", mark.context),
        format!("      {why}"),
    ]
}

fn said(says: &Says) -> &str {
    match says {
        Says::Date(value) => value,
        Says::NoDate => "no date",
        Says::AsFound => "as found",
    }
}
