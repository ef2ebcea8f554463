//! `dateline desk quotes` and `desk quote`: whom a story's text quotes, and the desk's word that somebody did not say it.

use anyhow::{Result, bail};
use newsroom::reading::{QuoteKind, QuoteMark};
use store::acts;
use store::readings::{self, Denial};

use super::{find, reading};
use crate::cli::StoryArgs;
use crate::commands::{now, say};

pub async fn list(args: &StoryArgs) -> Result<()> {
    let (_, store, id) = find(args).await?;
    let reading = reading(&store, id).await?;
    let denials = readings::denials(store.db(), id).await?;
    for (at, quote) in reading.quotes.iter().enumerate() {
        let said = denials.iter().rev().find(|denial| denial.is_of(quote));
        let denied_at = said.filter(|denial| denial.denied).map(|denial| denial.at);
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
    let reading = reading(&store, id).await?;
    let Some(quote) = number.checked_sub(1).and_then(|at| reading.quotes.get(at)) else {
        bail!("The story's text has no quotation {number}. `dateline desk quotes {}` lists them.", id.0);
    };
    let (words, person) = (quote.words.clone(), quote.person.slug.clone());
    acts::deny_quote(&store, id, &Denial { words, person, denied, at: now() }).await?;
    let done = if denied { "is no longer given as said by" } else { "stands again as said by" };
    say(&match args.place.json {
        true => serde_json::json!({ "story": id, "words": quote.words, "person": quote.person.name, "denied": denied })
            .to_string(),
        false => format!("Quotation {number} in story {} {done} {}.", id.0, quote.person.name),
    })
}

fn kind(quote: &QuoteMark) -> &'static str {
    match quote.kind {
        QuoteKind::Direct => "",
        QuoteKind::Indirect => ", in the writer's words",
        QuoteKind::Mixed => ", partly in the writer's words",
    }
}
