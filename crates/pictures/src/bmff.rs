//! An AVIF's boxes. Offsets in the file point into it, so nothing is taken out of it: what nobody needs is
//! blanked where it stands.

use std::collections::HashSet;
use std::ops::Range;

/// Boxes that hold boxes.
const CONTAINERS: [&[u8; 4]; 7] = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"iprp", b"ipco"];
/// Boxes that anybody may put anything into.
const ANYTHING: [&[u8; 4]; 5] = [b"free", b"skip", b"uuid", b"udta", b"udes"];
/// Items that are pixels, or say how pixels are put together.
const PIXELS: [&[u8; 4]; 5] = [b"av01", b"grid", b"iden", b"iovl", b"tmap"];
/// Exif with nothing in it: readers of the file that look for it find it sound.
const NO_EXIF: &[u8] = b"\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0";
const XMP: &[u8] = b"application/rdf+xml";

/// The file with its pixels, and a packet about the picture where one was and there is room. Of a file that
/// makes no sense nothing is left to be shown.
pub fn clean(bytes: &[u8], about: Option<&str>) -> Vec<u8> {
    let items = items(bytes).filter(|items| are_apart(bytes, items)).unwrap_or_default();
    let (pixels, other): (Vec<_>, Vec<_>) = items.iter().partition(|item| PIXELS.contains(&&item.kind));
    let keep = joined(&pixels);

    let mut out = bytes.to_vec();
    // The frames of a sequence are found in another way, and stay.
    let is_sequence = parts(bytes, 0..bytes.len()).any(|part| &part.kind == b"moov");
    let mut end = 0;
    for part in parts(bytes, 0..bytes.len()) {
        if part.is_cut_off && &part.kind != b"mdat" {
            break;
        }
        end = part.body.end;
        match &part.kind {
            b"ftyp" => {}
            b"meta" => blank_within(bytes, skipped(&part.body, 4), &keep, &mut out),
            b"moov" => blank_within(bytes, part.body, &[], &mut out),
            b"mdat" if is_sequence => {}
            _ => blank(&mut out, part.body, &keep),
        }
    }
    out.truncate(end);
    for place in joined(&other) {
        blank(&mut out, place, &[]);
    }
    let mut packet_is_written = false;
    for item in other {
        let Some(place) = item.places.first().and_then(|place| out.get_mut(place.clone())) else { continue };
        if &item.kind == b"Exif" && place.len() >= NO_EXIF.len() {
            place[..NO_EXIF.len()].copy_from_slice(NO_EXIF);
        }
        // A second packet stays blank.
        if item.is_xmp && !packet_is_written {
            packet_is_written = true;
            let about =
                about.map(str::as_bytes).filter(|about| about.len() <= place.len()).unwrap_or_default();
            place.fill(b' ');
            place[..about.len()].copy_from_slice(about);
        }
    }
    out
}

/// Does every item that will be blanked stand within what a box holds? One that reaches over the head of a box would
/// take the file's structure with it.
fn are_apart(bytes: &[u8], items: &[Item]) -> bool {
    let structure = [b"ftyp", b"meta", b"moov"];
    let mut data: Vec<Range<usize>> = parts(bytes, 0..bytes.len())
        .filter(|part| !structure.contains(&&part.kind))
        .map(|part| part.body)
        .collect();
    data.extend(parts(bytes, 0..bytes.len()).find(|part| &part.kind == b"meta").and_then(|meta| {
        parts(bytes, skipped(&meta.body, 4)).find(|part| &part.kind == b"idat").map(|part| part.body)
    }));
    data.sort_by_key(|body| body.start);
    let is_within = |place: &Range<usize>| {
        let at = data.partition_point(|body| body.end < place.end);
        place.is_empty() || data.get(at).is_some_and(|body| body.start <= place.start)
    };
    items.iter().filter(|item| !PIXELS.contains(&&item.kind)).flat_map(|item| &item.places).all(is_within)
}

/// The packet about the picture.
pub fn xmp(bytes: &[u8]) -> Option<&[u8]> {
    let item = items(bytes)?.into_iter().find(|item| item.is_xmp)?;
    bytes.get(item.places.first()?.clone())
}

/// A box: what it is, and where what it holds stands.
struct Part {
    kind: [u8; 4],
    body: Range<usize>,
    is_cut_off: bool,
}

/// The boxes in a stretch of the file; one that does not fit ends there.
fn parts(bytes: &[u8], within: Range<usize>) -> impl Iterator<Item = Part> {
    let end = within.end.min(bytes.len());
    let mut at = within.start;
    std::iter::from_fn(move || {
        let mut reader = Reader(bytes.get(at..end)?);
        let (size, kind) = (reader.number(4)?, reader.take(4)?.try_into().ok()?);
        let (size, head) = match size {
            0 => ((end - at) as u64, 8),
            1 => (reader.number(8)?, 16),
            size => (size, 8),
        };
        let size = usize::try_from(size).ok().filter(|size| *size >= head)?;
        let (start, is_cut_off) = (at, size > end - at);
        at = at.saturating_add(size).min(end);
        Some(Part { kind, body: start + head..at, is_cut_off })
    })
}

fn skipped(range: &Range<usize>, many: usize) -> Range<usize> {
    (range.start + many).min(range.end)..range.end
}

fn blank_within(bytes: &[u8], within: Range<usize>, keep: &[Range<usize>], out: &mut [u8]) {
    let mut todo = vec![within];
    while let Some(within) = todo.pop() {
        for part in parts(bytes, within) {
            match &part.kind {
                kind if CONTAINERS.contains(&kind) => todo.push(part.body),
                // A second one, within a film: it says nothing of the pixels.
                b"meta" => blank(out, part.body, &[]),
                kind if ANYTHING.contains(&kind) || *kind == *b"idat" => blank(out, part.body, keep),
                _ => {}
            }
        }
    }
}

/// Where items stand, in order and each byte once, however often a file names it.
fn joined(items: &[&Item]) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = items.iter().flat_map(|item| item.places.clone()).collect();
    places.sort_by_key(|place| place.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for place in places {
        match joined.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => joined.push(place),
        }
    }
    joined
}

/// Zeros, but for what is to be kept, which is in order.
fn blank(out: &mut [u8], range: Range<usize>, keep: &[Range<usize>]) {
    let mut at = range.start;
    let first = keep.partition_point(|kept| kept.end <= range.start);
    for kept in keep[first..].iter().take_while(|kept| kept.start < range.end) {
        if let Some(between) = out.get_mut(at..kept.start) {
            between.fill(0);
        }
        at = at.max(kept.end);
    }
    if let Some(rest) = out.get_mut(at..range.end) {
        rest.fill(0);
    }
}

/// What a file has beside and for its pixels.
struct Item {
    kind: [u8; 4],
    is_xmp: bool,
    places: Vec<Range<usize>>,
}

fn items(bytes: &[u8]) -> Option<Vec<Item>> {
    let meta = parts(bytes, 0..bytes.len()).find(|part| &part.kind == b"meta")?.body;
    let find = |kind: &[u8; 4]| {
        parts(bytes, skipped(&meta, 4)).find(|part| &part.kind == kind).map(|part| part.body)
    };
    let data = find(b"idat").unwrap_or_default();
    let places = places(bytes.get(find(b"iloc")?)?, &data, bytes.len())?;
    let info = find(b"iinf")?;
    // How many there are takes two bytes, or four.
    let head = if *bytes.get(info.start)? == 0 { 6 } else { 8 };
    let entries = parts(bytes, skipped(&info, head)).filter(|part| &part.kind == b"infe");
    let (mut items, mut numbers) = (Vec::new(), HashSet::new());
    for entry in entries {
        let Some((number, kind, is_xmp)) = entry_of(bytes.get(entry.body).unwrap_or_default()) else {
            continue;
        };
        // The second of a number would be the same bytes once more.
        if !numbers.insert(number) {
            continue;
        }
        let of_it = places.iter().filter(|(whose, _)| *whose == number).map(|(_, place)| place.clone());
        items.push(Item { kind, is_xmp, places: of_it.collect() });
        if items.len() == MOST {
            break;
        }
    }
    Some(items)
}

/// So many items of a file are looked at, and so many places of all together: a picture has a handful.
const MOST: usize = 1000;

fn entry_of(body: &[u8]) -> Option<(u64, [u8; 4], bool)> {
    let mut reader = Reader(body);
    let version = reader.number(4)? >> 24;
    let number = reader.number(if version >= 3 { 4 } else { 2 })?;
    reader.number(2)?;
    let kind = reader.take(4)?.try_into().ok()?;
    let mut texts = reader.0.split(|byte| *byte == 0);
    let is_xmp = &kind == b"mime" && texts.nth(1) == Some(XMP);
    Some((number, kind, is_xmp))
}

/// Where items stand in the file, by their numbers.
fn places(body: &[u8], data: &Range<usize>, end: usize) -> Option<Vec<(u64, Range<usize>)>> {
    let mut reader = Reader(body);
    let version = reader.number(4)? >> 24;
    let sizes = reader.number(2)?;
    let nibble = |n: u32| ((sizes >> (12 - 4 * n)) & 15) as usize;
    let (offset, length, base) = (nibble(0), nibble(1), nibble(2));
    let index = if version == 0 { 0 } else { nibble(3) };
    let wide = if version < 2 { 2 } else { 4 };
    let mut places = Vec::new();
    for _ in 0..reader.number(wide)? {
        let number = reader.number(wide)?;
        let way = if version == 0 { 0 } else { reader.number(2)? & 15 };
        reader.number(2)?;
        let base = reader.number(base)?;
        for _ in 0..reader.number(2)? {
            reader.number(index)?;
            let (from, many) = (base.saturating_add(reader.number(offset)?), reader.number(length)?);
            let (start, end) = match way {
                0 => (0, end),
                1 => (data.start, data.end),
                // In another item: nothing that a browser's AVIF has.
                _ => continue,
            };
            let from = usize::try_from(from).ok()?.saturating_add(start).min(end);
            let many = if many == 0 { end } else { usize::try_from(many).ok()? };
            places.push((number, from..from.saturating_add(many).min(end)));
            if places.len() == MOST {
                return Some(places);
            }
        }
    }
    Some(places)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, many: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(many)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number of up to eight bytes; of none it is 0.
    fn number(&mut self, bytes: usize) -> Option<u64> {
        let taken = self.take(bytes).filter(|_| bytes <= 8)?;
        Some(taken.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}
