// Hostile text in every place where text from outside can stand: nothing of it runs, nobody else is asked, nothing is
// brought down, and the operator reads what was refused and why.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { XMLValidator } from "fast-xml-parser";
import { parseAtomFeed, parseRssFeed } from "feedsmith";
import { bombs } from "../hostile/bombs.mjs";
import { again, copy } from "../hostile/copy.mjs";
import { witness } from "../hostile/witness.mjs";
import { eventually, openBrowser, openPaper } from "../paper.mjs";

/** MiB that the server may have taken after all of this, at its worst moment. */
const MOST_MEMORY = 400;

const own = JSON.parse(readFileSync(new URL("../hostile/payloads.json", import.meta.url), "utf8"));
/** Collections beside the checkout, where they are present: every so many of their lines. */
const shared = process.env.DATELINE_SHARED ?? new URL("../../../shared", import.meta.url).pathname;
const collected = (file, every, field) => {
  const path = join(shared, "hostile", file);
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter((line) => line !== "") : [];
  return lines.filter((_, n) => n % every === 0).map((line) => (field ? JSON.parse(line)[field] : line));
};
const payloads = [
  ...own.attributes, ...own.markup, ...own.addresses, ...own.words,
  ...collected("xss/own.jsonl", 20, "payload"), ...collected("xss/payloads.jsonl", 60, "payload"), ...collected("strings/strings.jsonl", 25, "s"),
];
/** What moves a terminal's cursor or turns its words round. */
const unruly = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

let paper, browser, eyes, inside, asked = [], taken = [], ingested = "";

/** The demo with outside text in its own names, and a source for all that is hostile. */
function change(text, demo) {
  const copyOf = join(demo, "hostile");
  mkdirSync(copyOf, { recursive: true });
  mkdirSync(join(demo, "wire/hostile"), { recursive: true });
  for (const file of copy(payloads, 2)) writeFileSync(join(copyOf, file.name), file.text);
  writeFileSync(join(demo, "token"), "a-token-of-the-hostile-source");
  const q = JSON.stringify;
  return `${text
    .replace(/^name = "The Harbour Courier"$/m, `name = ${q(`Courier ${own.markup[3]}`)}`)
    .replace(/^tagline = .*$/m, `tagline = ${q(own.markup[4] + own.attributes[2])}`)
    .replace(/name = "Culture"/, `name = ${q(`Culture ${own.markup[9]}`)}`)
    .replace(/name = "Archive"/, `name = ${q(`Archive ${own.attributes[0]}`)}`)}
[[source]]
name = "hostile"
agency = { slug = "hostile", name = ${q(`Hostile ${own.attributes[10]} ${own.markup[10]}`)} }
folder = { path = "wire/hostile", patience = "1s", settle_ms = 200 }
push = { token_file = "token" }
pictures = "fetch"
undated = "show"

[[source]]
name = "doubtful"
agency = { slug = "hostile", name = "Hostile" }
publish = false

[[source]]
name = "polled"
agency = { slug = "polled", name = "Polled" }
poll = { url = "${inside}/feed" }

[[rule]]
name = "Hostile"
when = { source = ["hostile"] }
then = { section = "culture", topics = [${q(own.markup[10])}] }
`;
}

before(async () => {
  // A server of this house: whatever arrives here was asked for by somebody who must not.
  const house = createServer((ask, answer) => {
    asked.push(ask.url);
    answer.end("<rss><channel><item><title>From inside the house</title></item></channel></rss>");
  });
  await new Promise((resolve) => house.listen(0, "127.0.0.1", resolve));
  house.unref();
  inside = `http://127.0.0.1:${house.address().port}`;
  paper = await openPaper(change);
  ingested = paper.run("ingest", join(paper.demo, "hostile"), "--source", "hostile", "--json");
  taken = ingested.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
  browser = await openBrowser();
  eyes = await witness(browser, paper.url);
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

const paths = () => taken.flatMap((file) => file.items ?? []).map((item) => item.path).filter((path) => path);
const get = async (path) => (await fetch(paper.url + path)).text();
/** Lays a file into the watched folder, as an agency does. */
function lay(name, bytes) {
  const folder = paper.wire("hostile");
  writeFileSync(join(folder, ".part"), bytes);
  renameSync(join(folder, ".part"), join(folder, name));
}

test("every file is kept, becomes a story and is said on one line that moves no cursor", () => {
  assert.equal(taken.length, readdirSync(join(paper.demo, "hostile")).length);
  assert.deepEqual(taken.filter((file) => file.error), []);
  assert.ok(paths().length > taken.length * 0.9, `${paths().length} stories of ${taken.length} files`);
  assert.ok(!unruly.test(ingested));
});

test("no story does anything but say its words", async () => {
  for (const path of paths()) await eyes.look(path);
});

test("no list, archive, search or tombstone does either", async () => {
  const links = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((found) => found[1]))];
  const stories = await Promise.all(paths().map(get));
  const topics = new Set(stories.flatMap((text) => links(text, /href="(\/(?:topic|author)\/[^"]+)"/g)));
  assert.ok(topics.size > 5, "bylines and subjects have pages");
  const day = paths()[0].slice(0, 11);
  const some = [...topics].filter((_, n) => n % 5 === 0);
  for (const path of ["/", "/culture", "/culture?page=2", "/culture?page=3", "/agency/hostile", "/archive", day, day.slice(0, 8), "/undated", ...some]) await eyes.look(path);
});

test("versions, corrections and kills say their words and no more", async () => {
  const uses = own.markup.slice(0, 12);
  for (const [n, payload] of uses.entries()) {
    lay(`again-${n}.json`, again(8000 + n, payload, 1));
  }
  paper.run("ingest", paper.wire("hostile"), "--source", "hostile");
  for (const [n, payload] of uses.entries()) {
    lay(`again-${n}-2.json`, again(8000 + n, own.attributes[n] ?? payload, 2, `CORRECTION: ${payload} was ${own.attributes[2]}`));
  }
  const found = paper.run("ingest", paper.wire("hostile"), "--source", "hostile", "--json");
  assert.ok(!unruly.test(found));
  await eventually("the corrections are there", async () => (await get("/corrections")).includes("8011"));
  const corrected = [...(await get("/corrections")).matchAll(/href="(\/\d{4}\/\d\d\/\d\d\/80\d\d[^"]*)"/g)].map((link) => link[1]);
  assert.ok(corrected.length >= 10, `${corrected.length} corrected stories`);
  for (const path of ["/corrections", ...new Set(corrected)]) await eyes.look(path);
  for (const path of new Set(corrected)) await eyes.look(`${path.split("#")[0]}/history`);
  for (const [n, payload] of uses.entries()) {
    lay(`again-${n}-3.json`, again(8000 + n, payload, 3, `KILL: ${payload}`, { pubstatus: "canceled" }));
  }
  const first = corrected[0].split("#")[0];
  await eventually("the kills are there", async () => (await fetch(paper.url + first)).status === 410);
  for (const path of new Set(corrected)) await eyes.look(path.split("#")[0], [200, 410]);
});

test("what waits for the desk is listed in words that move no cursor", () => {
  const folder = join(paper.demo, "doubtful");
  mkdirSync(folder);
  const doubtful = [...own.words.slice(0, 6), own.markup[0]];
  for (const [n, payload] of doubtful.entries()) writeFileSync(join(folder, `\u202e\u001b[2J${n}.json`), again(9000 + n, payload, 1));
  const said = paper.run("ingest", folder, "--source", "doubtful");
  assert.equal(said.match(/holds every new story for the desk/g).length, doubtful.length);
  const held = paper.run("desk", "held");
  assert.match(held, /9005 line one 2026/);
  assert.ok(!unruly.test(said + held + paper.run("desk", "held", "--json")));
  for (const line of paper.run("desk", "held", "--json").trim().split("\n")) JSON.parse(line);
});

test("what readers write, as a name or as text, is only words", async () => {
  const [story] = paths();
  for (const payload of [...own.markup.filter((_, n) => n % 6 === 0), ...own.attributes.slice(0, 4), ...own.words.slice(0, 6)]) {
    const name = [...payload.replaceAll("\u0000", "")].slice(0, 50).join("");
    paper.run("comments", "post", story, "--name", `a ${name}`, "--text", `a ${payload.replaceAll("\u0000", "")}`);
  }
  for (const line of paper.run("comments", "list", "--state", "held", "--json").split("\n").filter((line) => line !== "")) {
    paper.run("comments", "approve", String(JSON.parse(line).comment));
  }
  await eventually("the comments are there", async () => (await get("/comments")).includes("recent-words"));
  for (const path of [story, `${story}/comments`, `${story}/comments/newest`, `${story}/comments/new`, "/comments", "/"]) await eyes.look(path);
  assert.ok((await eyes.page.locator("main").count()) === 1);
  for (const command of [["comments", "list", "--state", "shown"], ["comments", "list", "--state", "shown", "--json"], ["comments", "show", "1"]]) {
    assert.ok(!unruly.test(paper.run(...command)), command.join(" "));
  }
});

test("a search for anything is answered, and shows what was asked as words", async () => {
  for (const payload of payloads.filter((_, n) => n % 3 === 0)) await eyes.look(`/search?q=${encodeURIComponent(payload)}`);
  for (const query of ["q=%ff%00%", "q=x&section=%3Cscript%3E", "q=x&agency='\"><script>&year=-1&language=%00", "q=x&page=99999999999999999999", "q=x&order=<script>canary(1)</script>", "q".repeat(5000), `q=${"%22".repeat(2000)}`, `q=${"(".repeat(4000)}`]) {
    const answer = await fetch(`${paper.url}/search?${query}`);
    assert.ok(answer.status < 500, `${query.slice(0, 60)} answers ${answer.status}`);
    if (query.length < 200) await eyes.look(`/search?${query}`, [200, 301, 400, 404]);
  }
});

test("feeds are well-formed, and nothing in them runs where they are shown", async () => {
  for (const place of ["", "/culture", "/agency/hostile"]) {
    const [rss, atom, json] = await Promise.all(["feed.xml", "atom.xml", "feed.json"].map((file) => get(`${place}/${file}`)));
    for (const text of [rss, atom]) {
      assert.equal(XMLValidator.validate(text), true);
      assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text));
    }
    const shown = [
      ...parseRssFeed(rss).items.flatMap((item) => [item.description, item.content?.encoded]),
      // Titles and Atom's summary say of themselves that they are plain text.
      ...parseAtomFeed(atom).entries.map((entry) => entry.content?.value ?? entry.content),
      ...JSON.parse(json).items.map((item) => item.content_html),
    ].filter((html) => typeof html === "string");
    assert.ok(shown.length > 30);
    for (const html of shown) assert.deepEqual(await eyes.read(html), []);
  }
  for (const file of ["/sitemap.xml", "/news-sitemap.xml", "/comments.xml", "/comments-atom.xml"]) assert.equal(XMLValidator.validate(await get(file)), true, file);
});

/** Asks for an address as it is written, which `fetch` would tidy. */
const raw = (path) =>
  new Promise((resolve, reject) => {
    const ask = request(new URL(paper.url), { path, method: "GET", insecureHTTPParser: true }, (answer) => {
      let text = "";
      answer.on("data", (piece) => (text += piece));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    ask.on("error", reject);
    ask.end();
  });

test("no address leads to a file of the house, or away from it", async () => {
  const places = ["/../../../../etc/passwd", "/static/../../dateline.toml", "/static/..%2f..%2fdateline.toml", "/media/..%2f..%2fdata%2fdateline.db", "/media/%2e%2e/%2e%2e/dateline.toml",
    "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..\\..\\dateline.toml", "//elsewhere.example/", "//elsewhere.example/..", "/\\elsewhere.example/", "/%5celsewhere.example/", "/%0d%0aset-cookie:%20canary=1", "/%E5%98%8A%E5%98%8Dset-cookie:canary=1",
    "/culture/?next=//elsewhere.example", "//elsewhere.example/culture/", "/.//elsewhere.example/", "/;@elsewhere.example/", "/ad/..%2fdateline.toml", "/ad/%3Cscript%3E/go?to=https://elsewhere.example/", "/static/0000/%00style.css", `/${"a/".repeat(3000)}`];
  const clean = (line) => (line.startsWith("/") ? line : `/${line}`).replace(/[^\u0021-\u007e]/g, (c) => encodeURIComponent(c.isWellFormed() ? c : "x"));
  const collectedPlaces = [...collected("urls/traversal.txt", 3), ...collected("urls/open-redirect.txt", 1)].flatMap((line) => [clean(line), `/static${clean(line)}`]);
  for (const path of [...places, ...collectedPlaces]) {
    const { status, headers, text } = await raw(path);
    assert.ok(status < 500, `${path} answers ${status}`);
    assert.ok(!/root:.*:0:0:|\[site\]|SQLite format 3/.test(text), `${path} shows a file`);
    assert.equal(headers["set-cookie"], undefined, path);
    if (headers.location) assert.equal(new URL(headers.location, paper.url).origin, paper.url, `${path} leads to ${headers.location}`);
  }
  for (const path of places.slice(0, 12)) await eyes.look(path, [200, 400, 404]).catch((e) => assert.match(String(e), /led away|ERR_/, path));
});

test("what would fill memory, ask inside or be taken for a picture is refused in a sentence, and its story is shown", async () => {
  const files = bombs(inside);
  // Pictures first: a text that names them finds them beside it.
  for (const [name, bytes] of [...files].sort(([a], [b]) => /(png|jpg)$/.test(b) - /(png|jpg)$/.test(a))) lay(name, bytes);
  lay("\u202elmx.\u001b[2Jline\nbreak <img src=x onerror=canary('name')>.xml", "<nitf>no story</nitf>");
  const said = files.map(([, , sentence]) => sentence).filter((sentence) => sentence);
  const missing = () => said.filter((sentence) => !paper.log().includes(sentence));
  await eventually("the log names each of them", () => missing().length === 0, 60).catch((e) => assert.deepEqual(missing(), [], String(e)));
  assert.match(paper.log(), /polled.*127\.0\.0\.1|127\.0\.0\.1.*polled/, "a feed inside the house");
  assert.ok(!unruly.test(paper.log().replaceAll("\n", "")), "the log moves no cursor");
  await eventually("their stories are shown", async () => /Bomb (inside|metadata)/.test(await get("/culture")));
  for (const path of new Set([...(await get("/agency/hostile")).matchAll(/href="(\/\d{4}\/\d\d\/\d\d\/bomb-[a-z-]+)"/g)].map((link) => link[1]))) {
    assert.ok(!/root:.*:0:0:|haha/.test(await get(path)), path);
    await eyes.look(path);
  }
  assert.deepEqual(asked, [], "nobody asked inside the house");
});

test("pushed copy is answered with what is wrong with it, and hostile collections bring nothing down", async () => {
  const push = (body, headers = {}) =>
    fetch(`${paper.url}/api/v1/push/hostile`, { method: "POST", body, headers: { authorization: "Bearer a-token-of-the-hostile-source", ...headers } });
  for (const [name, bytes, sentence] of bombs(inside).filter(([name]) => /(xml|json)$/.test(name))) {
    const answer = await push(bytes, { "content-type": name.endsWith("xml") ? "application/xml" : "application/json" });
    assert.ok(answer.status < 500, `${name} is answered with ${answer.status}`);
    if (answer.status === 202 && sentence && name.endsWith("xml")) assert.ok((await answer.text()).includes(sentence.slice(0, 20)), name);
  }
  for (const folder of ["xml", "json", "feeds"]) {
    const path = join(shared, "hostile", folder);
    const files = existsSync(path) ? readdirSync(path).filter((name) => name !== "MANIFEST.tsv") : [];
    for (const name of files.filter((_, n) => folder !== "feeds" || n % 10 === 0)) {
      const answer = await push(readFileSync(join(path, name)));
      assert.ok(answer.status < 500, `${name} is answered with ${answer.status}`);
    }
  }
  for (const path of ["/", "/culture", "/agency/hostile"]) await eyes.look(path);
});

test("after all of this the server lives, and took no more memory than it may", () => {
  assert.ok(paper.lives());
  console.log(`the server's memory at its peak: ${paper.peak().toFixed(0)} MiB`);
  assert.ok(paper.peak() < MOST_MEMORY, `${paper.peak().toFixed(0)} MiB, and no more than ${MOST_MEMORY} are allowed`);
  assert.equal(paper.run("check").includes("Wrong:"), false);
});
