//! `dateline desk quotes` and `desk quote`: whom a story's text quotes, and the desk's word that somebody did not say it.

use anyhow::{Context, Result, bail};
use newsroom::Version;
use newsroom::reading::{QuoteKind, QuoteMark, Reading};
use store::readings::{self, Denial};
use store::{acts, stories, versions};

use super::find;
use crate::cli::StoryArgs;
use crate::commands::{now, say};

pub async fn list(args: &StoryArgs) -> Result<()> {
    let (_, store, id) = find(args).await?;
    let (_, reading) = shown(&store, id).await?;
    let denials = readings::denials(store.db(), id).await?;
    for (at, quote) in reading.quotes.iter().enumerate() {
        let of = |denial: &&Denial| denial.words == quote.words && denial.person == quote.person.slug;
        let denied_at = denials.iter().rev().find(of).filter(|denial| denial.denied).map(|denial| denial.at);
        if args.place.json {
            say(&serde_json::json!({ "number": at + 1, "person": quote.person.name, "slug": quote.person.slug,
                "role": quote.person.role, "kind": quote.kind, "words": quote.words,
                "denied": denied_at.is_some(), "denied_at": denied_at })
            .to_string())?;
            continue;
        }
        let fate = denied_at.map_or_else(String::new, |at| {
            at.strftime(", but not so, said the desk on %F at %R UTC").to_string()
        });
        say(&format!("{:>4}  {}{}{fate}", at + 1, quote.person.name, kind(quote)))?;
        say(&format!("      {}", quote.words.split_whitespace().collect::<Vec<_>>().join(" ")))?;
    }
    if reading.quotes.is_empty() && !args.place.json {
        say("Nobody was found to be quoted in the story's text.")?;
    }
    Ok(())
}

pub async fn put_right(args: &StoryArgs, number: usize, word: &str) -> Result<()> {
    let (_, store, id) = find(args).await?;
    let denied = match word {
        "none" => true,
        "found" => false,
        other => bail!(
            "\"{}\" is no word on a quotation. Write none where the person did not say it, or found to take that back.",
            other.escape_debug()
        ),
    };
    let (version, reading) = shown(&store, id).await?;
    let Some(quote) = number.checked_sub(1).and_then(|at| reading.quotes.get(at)) else {
        bail!("The story's text has no quotation {number}. `dateline desk quotes {}` lists them.", id.0);
    };
    let (words, person) = (quote.words.clone(), quote.person.slug.clone());
    acts::deny_quote(&store, &version, &reading, &Denial { words, person, denied, at: now() }).await?;
    let done = if denied { "is no longer given as said by" } else { "stands again as said by" };
    say(&match args.place.json {
        true => serde_json::json!({ "story": id, "words": quote.words, "person": quote.person.name, "denied": denied })
            .to_string(),
        false => format!("Quotation {number} in story {} {done} {}.", id.0, quote.person.name),
    })
}

async fn shown(store: &store::Store, id: newsroom::StoryId) -> Result<(Version, Reading)> {
    let Some(shown) = stories::get(store.db(), id).await?.and_then(|story| story.shown) else {
        bail!("Readers do not see story {} yet. Release it first.", id.0);
    };
    let version = versions::get(store.db(), id, shown).await?.context("The story has vanished.")?;
    Ok((version, readings::of(store.db(), id, shown).await?.unwrap_or_default()))
}

fn kind(quote: &QuoteMark) -> &'static str {
    match quote.kind {
        QuoteKind::Direct => "",
        QuoteKind::Indirect => ", in the writer's words",
        QuoteKind::Mixed => ", partly in the writer's words",
    }
}
