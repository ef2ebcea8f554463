//! The desk says what of a picture must stay in view where it is cropped.

use jiff::Timestamp;

use crate::renditions::{self, Focal};
use crate::sql::{args, statements};
use crate::{Error, Result, Store, Tx};

statements! {
    /// A picture by its own key or by that of one of its sizes.
    ORIGINAL = "SELECT sha256 FROM media WHERE sha256 = $1 UNION SELECT sha256 FROM desk_picture WHERE sha256 = $1 \
                UNION SELECT original FROM rendition WHERE sha256 = $1 LIMIT 1";
    POINT = "INSERT INTO focal_point (sha256, x, y) VALUES ($1, $2, $3) \
             ON CONFLICT (sha256) DO UPDATE SET x = excluded.x, y = excluded.y";
}

/// Sets the picture's focal point, wherever it is shown. `sha256` is the key of the picture's file or of one
/// of its sizes, as they stand in their addresses. Returns the picture's own.
pub async fn point_picture(store: &Store, sha256: &str, focal: Focal, now: Timestamp) -> Result<String> {
    let mut tx = store.begin().await?;
    let original: Option<(String,)> = tx.opt(ORIGINAL, args![sha256]).await?;
    let (original,) =
        original.ok_or_else(|| Error::Missing(format!("picture \"{}\"", sha256.escape_debug())))?;
    point(&mut tx, &original, focal).await?;
    renditions::moved(&mut tx, &original, now).await?;
    tx.commit().await?;
    Ok(original)
}

pub(super) async fn point(tx: &mut Tx, original: &str, focal: Focal) -> Result<()> {
    tx.exec(POINT, args![original, u32::from(focal.x), u32::from(focal.y)]).await?;
    Ok(())
}
