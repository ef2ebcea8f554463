//! `dateline pictures`: the sizes in which pages send pictures.

use anyhow::Result;
use newsroom::StoryId;
use store::stories;
use tokio_util::sync::CancellationToken;

use crate::cli::PicturesCommand;
use crate::commands::{configuration, open};
use crate::followers::renditions;

/// Stories read at once.
const BATCH: u32 = 100;

pub async fn run(command: &PicturesCommand) -> Result<()> {
    let PicturesCommand::Remake { missing, place } = command;
    let store = open(&configuration(place)?).await?;
    let never = CancellationToken::new();
    let (mut after, mut made) = (StoryId(0), 0u64);
    loop {
        let batch = stories::live_with_text(store.db(), after, BATCH).await?;
        let Some((last, _)) = batch.last() else { break };
        after = last.id;
        for (story, _) in &batch {
            made += u64::from(renditions::make_for(&store, story, *missing, &never).await?);
        }
    }
    match place.json {
        true => println!("{}", serde_json::json!({ "made": made })),
        false if made == 1 => println!("1 picture was made anew."),
        false => println!("{made} pictures were made anew."),
    }
    Ok(())
}
