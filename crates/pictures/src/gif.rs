//! A GIF's blocks.

/// The file with its frames and how they follow each other: without comments, without what programs added,
/// without what hangs on after the end.
pub fn clean(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let Some((head, mut rest)) = screen(bytes) else { return out };
    out.extend(head);
    loop {
        match rest {
            [0x2c, ..] => {
                let (whole, after) = rest.split_at(frame(rest).unwrap_or(rest.len()));
                out.extend(whole);
                rest = after;
            }
            // How long a frame stays, and what of it can be seen through. It has one length.
            [0x21, 0xf9, 4, a, b, c, d, 0, after @ ..] => {
                out.extend([0x21, 0xf9, 4, *a, *b, *c, *d, 0]);
                rest = after;
            }
            [0x21, label, data @ ..] => {
                if let (0xff, Some(times)) = (label, repeats(data)) {
                    out.extend(b"\x21\xff\x0bNETSCAPE2.0\x03\x01");
                    out.extend(times);
                    out.push(0);
                }
                rest = data.get(blocks(data).unwrap_or(data.len())..).unwrap_or_default();
            }
            [0x3b, ..] => {
                out.push(0x3b);
                return out;
            }
            _ => return out,
        }
    }
}

/// Header, screen and its colours; and what follows.
fn screen(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(13 + colours(*bytes.get(10)?))
}

/// How many bytes a table of colours has, by the flags that announce it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// How many bytes a frame has.
fn frame(bytes: &[u8]) -> Option<usize> {
    // Its place and size, its colours, and one byte that says how it is packed.
    let head = 10 + colours(*bytes.get(9)?) + 1;
    Some(head + blocks(bytes.get(head..)?)?)
}

/// How many bytes a chain of blocks has, with the empty one at its end.
fn blocks(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}

/// How often an animation is repeated.
fn repeats(data: &[u8]) -> Option<[u8; 2]> {
    match data.strip_prefix(b"\x0bNETSCAPE2.0\x03\x01")? {
        [low, high, ..] => Some([*low, *high]),
        _ => None,
    }
}
