//! `dateline desk times` and `desk time`: the dates in a story's text, and the desk's word on them.

use anyhow::{Result, bail};
use newsroom::StoryId;
use newsroom::reading::{Reading, TimeMark};
use site::marks::{Value, meant};
use store::readings::{self, Fix};
use store::{Store, acts, stories};

use super::find;
use crate::cli::StoryArgs;
use crate::commands::{now, say};

pub async fn list(args: &StoryArgs) -> Result<()> {
    let (_, store, id) = find(args).await?;
    let reading = reading(&store, id).await?;
    let fixes = readings::fixes(store.db(), id).await?;
    for (at, mark) in reading.times.iter().enumerate() {
        let shown = meant(mark, &fixes, &reading.times).map(|(value, _)| value);
        let by_desk = fixes.iter().any(|fix| fix.words == mark.words && fix.context == mark.context);
        say(&match args.place.json {
            true => serde_json::json!({ "number": at + 1, "words": mark.words, "context": mark.context,
                "found": mark.value, "modifier": mark.modifier, "confidence": mark.confidence,
                "shown": shown, "desk": by_desk, "why": mark.why })
            .to_string(),
            false => line(at + 1, mark, shown, by_desk),
        })?;
    }
    if reading.times.is_empty() && !args.place.json {
        say("No dates were found in the story's text.")?;
    }
    Ok(())
}

pub async fn put_right(args: &StoryArgs, number: usize, value: &str) -> Result<()> {
    let (_, store, id) = find(args).await?;
    let reading = reading(&store, id).await?;
    let Some(mark) = number.checked_sub(1).and_then(|at| reading.times.get(at)) else {
        bail!(
            "The story's text has {} dates, and none has the number {number}. `dateline desk times {}` lists them.",
            reading.times.len(),
            id.0
        );
    };
    let value = match value {
        "found" => {
            acts::unfix_time(&store, id, &mark.words, &mark.context, now()).await?;
            return tell(args, id, mark, "stands as it was found");
        }
        "none" => None,
        date if Value::read(date).is_some() => Some(date.to_owned()),
        other => bail!(
            "\"{}\" is no date that a page can show. Write a day (2018-09-03), a week (2018-W36), a month (2018-09), \
             a year (2018), none or found.",
            other.escape_debug()
        ),
    };
    let said = value.clone().unwrap_or_else(|| "no date".to_owned());
    let fix = Fix { words: mark.words.clone(), context: mark.context.clone(), value };
    acts::fix_time(&store, id, &fix, now()).await?;
    tell(args, id, mark, &format!("means {said}"))
}

async fn reading(store: &Store, id: StoryId) -> Result<Reading> {
    let shown = stories::get(store.db(), id).await?.and_then(|story| story.shown);
    let Some(shown) = shown else {
        bail!("Readers do not see story {} yet. Release it first.", id.0);
    };
    Ok(readings::of(store.db(), id, shown).await?.unwrap_or_default())
}

fn line(number: usize, mark: &TimeMark, shown: Option<&str>, by_desk: bool) -> String {
    let fate = match (shown, by_desk) {
        (Some(value), true) => format!("{value}, said the desk"),
        (None, true) => "no date, said the desk".to_owned(),
        (Some(value), false) => value.to_owned(),
        (None, false) => format!("{}, not shown", mark.value),
    };
    format!("{number:>4}  {fate}  ({} %)  … {} …\n      {}", mark.confidence, plain(&mark.context), mark.why)
}

/// What is printed on a terminal must not steer it.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn tell(args: &StoryArgs, id: StoryId, mark: &TimeMark, what: &str) -> Result<()> {
    say(&match args.place.json {
        true => serde_json::json!({ "story": id, "words": mark.words, "done": what }).to_string(),
        false => format!("\"{}\" in story {} {what}.", plain(&mark.words), id.0),
    })
}
