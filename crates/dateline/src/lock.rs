//! One `serve` to a data folder: a second one would take the same files in, poll the same sources and
//! fight over the search index.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Held for as long as this lives; the system lets go of it even when the program is killed.
pub struct Lock {
    _file: File,
}

/// Takes the data folder, which must be there, or says who has it.
pub fn take(data: &Path) -> Result<Lock> {
    let path = data.join("serve.lock");
    let cannot =
        || format!("{} cannot be written. Check that the data folder may be written to.", path.display());
    let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
    let mut file = open.with_context(cannot)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Only to be helpful.
            let _ = file.read_to_string(&mut holder);
            let holder = match holder.trim() {
                "" => String::new(),
                process => format!(" (process {process})"),
            };
            bail!(
                "Another `dateline serve`{holder} has the data folder {}. Stop that one, or give this one a folder of \
                 its own with --data.",
                data.display()
            );
        }
        Err(TryLockError::Error(e)) => return Err(e).with_context(cannot),
    }
    // What holds is the lock. The number only helps, and a full disk must not keep the paper from its readers.
    let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
    Ok(Lock { _file: file })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_papers_cannot_be_served_from_one_folder() {
        let data = tempfile::tempdir().unwrap();
        let first = take(data.path()).unwrap();
        let refused = take(data.path()).map(drop).unwrap_err().to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        drop(first);
        assert!(take(data.path()).is_ok(), "the folder is free again");
    }
}
