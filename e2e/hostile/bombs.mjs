// Files made to fill memory, to take for ever or to be taken for something else, each with what the operator must
// read about it.

const story = (id, body, rest = "") =>
  `<nitf><head><docdata><doc-id id-string="bomb-${id}"/><date.issue norm="${new Date().toISOString().slice(0, 10).replaceAll("-", "")}T000000+0000"/></docdata></head><body><body.head><hedline><hl1>Bomb ${id}${rest}</hl1></hedline></body.head><body.content>${body}</body.content></body></nitf>`;
const pictured = (id, href) =>
  JSON.stringify({ uri: `urn:bomb:${id}`, type: "text", versioncreated: new Date().toISOString(), headline: `Bomb ${id}`, body_html: "<p>With a picture.</p>",
    associations: { main: { type: "picture", renditions: { main: { href } } } } });

/** A PNG's signature and header, of any size, with no pixel behind them. */
function png(width, height) {
  const head = Buffer.alloc(33);
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex").copy(head);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  head.set([8, 6, 0, 0, 0], 24);
  return head;
}

const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");

/** `inside` is the address of a server of this house that nobody may ask. Entries are `[name, bytes, what is said]`. */
export const bombs = (inside) => [
  ["laughs.xml", `<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY l0 "ha">${laughs}]>${story("laughs", "<p>&l12;</p>")}`, "defines the entity &l12; for itself, which is not expanded"],
  ["quadratic.xml", `<!DOCTYPE nitf [<!ENTITY q "${"q".repeat(100_000)}">]>${story("quadratic", `<p>${"&q;".repeat(20_000)}</p>`)}`, "defines the entity &q; for itself"],
  ["file.xml", `<!DOCTYPE nitf [<!ENTITY f SYSTEM "file:///etc/passwd">]>${story("file", "<p>&f;</p>")}`, "defines the entity &f; for itself"],
  ["net.xml", `<!DOCTYPE nitf SYSTEM "${inside}/dtd" [<!ENTITY n SYSTEM "${inside}/entity"><!ENTITY % p SYSTEM "${inside}/parameter">%p;]>${story("net", '<p>&n;</p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>')}`, "defines the entity &n; for itself"],
  ["deep.xml", story("deep", `${"<b>".repeat(100_000)}x${"</b>".repeat(100_000)}`), "Elements are nested more than 256 deep"],
  ["deep.html.json", JSON.stringify({ uri: "urn:bomb:deep", versioncreated: new Date().toISOString(), headline: "Bomb deep", body_html: "<div><ul><li><blockquote>".repeat(50_000) })],
  ["deep.json", `{"uri":"urn:bomb:deepest","headline":${"[".repeat(500_000)}`, "nested"],
  ["numbers.json", `{"uri":"urn:bomb:numbers","headline":"Bomb numbers","version":1e999999999,"urgency":-${"9".repeat(10_000)},"versioncreated":1e400}`],
  ["keys.json", `{"uri":"urn:bomb:keys","headline":"Bomb keys",${'"headline":"again",'.repeat(20_000)}"urgency":1}`],
  ["attributes.xml", story("attributes", `<p ${Array.from({ length: 50_000 }, (_, n) => `a${n}="1"`).join(" ")}>x</p>`)],
  ["title.xml", story("title", "<p>x</p>", "t".repeat(300_000)), "The headline has 300010 characters; the first 1000 are taken."],
  ["bytes.xml", Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?>'), Buffer.from(story("bytes", "<p>@</p>").replace("@", "\u00ff\u00fe\u00c0\u00af\u00ed\u00a0\u0080"), "latin1")]), "it is not; the bytes that are not UTF-8 were read"],
  ["lies.xml", Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?>${story("lies", "<p>x</p>")}`)],
  ["unclosed.xml", story("unclosed", "<p>x").slice(0, -40).replace("</hl1>", "")],
  ["nothing.xml", ""],
  ["zeros.xml", Buffer.alloc(1 << 20)],
  ["huge.json", pictured("huge", "huge.png"), "It has 30000 times 30000 pixels, and no more than 100000000 are allowed."],
  ["huge.png", png(30_000, 30_000)],
  ["drawing.json", pictured("drawing", "drawing.png"), "It is an SVG drawing, which can carry programs"],
  ["drawing.png", '<svg xmlns="http://www.w3.org/2000/svg" onload="canary(1)"><script>canary(2)</script></svg>'],
  ["page.json", pictured("page", "page.jpg"), "It is no JPEG, PNG, GIF, WebP or AVIF picture."],
  ["page.jpg", "<!DOCTYPE html><script>canary('page')</script>"],
  ["above.json", pictured("above", "../../dateline.toml"), "dateline.toml"],
  ["inside.json", pictured("inside", `${inside}/picture.jpg`), "127.0.0.1"],
  ["metadata.json", pictured("metadata", "http://169.254.169.254/latest/meta-data/"), "169.254.169.254"],
];
