//! JSON lines through a reader of texts: what `timex` and `quotes` share.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// No document is longer, in bytes.
const LONGEST: u64 = 64 << 20;

/// Gives each line of the files (`-` or none: standard input) to `read` and prints what comes back. A line that
/// cannot be read is named on standard error, and the rest goes on; at the end it is an error.
pub fn each(files: &[impl AsRef<Path>], read: impl Fn(&str) -> Result<String, String>) -> Result<()> {
    let mut out = io::stdout().lock();
    let mut bad = 0u64;
    let mut take = |name: &str, from: &mut dyn BufRead| -> Result<()> {
        bad += through(from, &mut out, &read, |number, why| {
            eprintln!("{name}line {number}: {why}");
        })?;
        Ok(())
    };
    if files.is_empty() {
        take("", &mut io::stdin().lock())?;
    }
    for file in files {
        let path = file.as_ref();
        if path == Path::new("-") {
            take("", &mut io::stdin().lock())?;
            continue;
        }
        let open = File::open(path).with_context(|| {
            format!("The file {} cannot be read. Check its path and its permissions", path.display())
        })?;
        if open.metadata().is_ok_and(|meta| meta.is_dir()) {
            bail!("{} is a folder. Name the files in it.", path.display());
        }
        take(&format!("{}, ", path.display()), &mut BufReader::new(open))?;
    }
    match bad {
        0 => Ok(()),
        1 => bail!("One line could not be read."),
        n => bail!("{n} lines could not be read."),
    }
}

/// How many lines could not be read; each is told with its number, from 1. Empty lines are passed over.
fn through(
    from: &mut dyn BufRead,
    out: &mut impl Write,
    read: &impl Fn(&str) -> Result<String, String>,
    mut tell: impl FnMut(u64, &str),
) -> Result<u64> {
    let (mut number, mut bad) = (0, 0);
    let mut line = Vec::new();
    loop {
        line.clear();
        let taken = Read::take(&mut *from, LONGEST)
            .read_until(b'\n', &mut line)
            .context("The input cannot be read")?;
        if taken == 0 {
            return Ok(bad);
        }
        number += 1;
        // Editors on Windows begin a file with it.
        if number == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        let answer = match std::str::from_utf8(&line) {
            _ if taken as u64 == LONGEST && !line.ends_with(b"\n") => {
                skip(from)?;
                Err(format!("it is longer than {LONGEST} bytes. Cut the document up."))
            }
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => read(text),
            Err(_) => Err("it is not UTF-8. Save the file as UTF-8.".to_owned()),
        };
        match answer {
            Ok(answer) => writeln!(out, "{answer}").context("The output cannot be written")?,
            Err(why) => {
                bad += 1;
                tell(number, &why);
            }
        }
    }
}

/// Over the rest of a line.
fn skip(from: &mut dyn BufRead) -> Result<()> {
    loop {
        let held = from.fill_buf().context("The input cannot be read")?;
        let (held, end) = match held.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (held.len(), held.is_empty()),
        };
        from.consume(held);
        if end {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shout(line: &str) -> Result<String, String> {
        match line.trim() {
            "bad" => Err("it is bad.".to_owned()),
            line => Ok(line.to_uppercase()),
        }
    }

    #[test]
    fn a_bad_line_is_told_with_its_number_and_the_rest_goes_on() {
        let mut out = Vec::new();
        let mut told = Vec::new();
        let mut input = &b"\xef\xbb\xbfone\n\nbad\n\xff\nfour"[..];
        let bad = through(&mut input, &mut out, &shout, |number, why| told.push(format!("{number} {why}")));
        assert_eq!(bad.unwrap(), 2);
        assert_eq!(String::from_utf8(out).unwrap(), "ONE\nFOUR\n");
        assert_eq!(told, ["3 it is bad.", "4 it is not UTF-8. Save the file as UTF-8."]);
    }
}
