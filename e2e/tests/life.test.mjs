// From a file in a watched folder to the reader, and away again.

import assert from "node:assert/strict";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { eventually, openBrowser, openPaper } from "../paper.mjs";

let paper, browser, page;
before(async () => {
  paper = await openPaper();
  browser = await openBrowser();
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

/** Lays a ninjs item into Norsund's folder, as an agency does: under another name, then renamed. */
function deliver(name, item) {
  const folder = paper.wire("norsund");
  const stamp = new Date().toISOString();
  const full = { type: "text", language: "en-GB", versioncreated: stamp, firstcreated: stamp, pubstatus: "usable", ...item };
  writeFileSync(join(folder, `.${name}.part`), JSON.stringify(full));
  renameSync(join(folder, `.${name}.part`), join(folder, name));
}

const shows = (address, words) => async () => (await (await fetch(paper.url + address)).text()).includes(words);
const lacks = (address, words) => async () => !(await shows(address, words)());

/** Every list that the story should stand in. */
const lists = ["/", "/agency/norsund", "/feed.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml"];

test("a story is on every page soon after its file is, takes its correction, and goes when it is killed", async () => {
  const uri = "https://wire.norsund.example/items/e2e-1";
  const headline = "Lighthouse keeper finds a second tide table";
  deliver("e2e-1.json", { uri, version: "1", headline, urgency: 2, body_html: "<p>It was in the other drawer.</p>" });
  for (const list of lists) await eventually(`${list} has the story`, shows(list, headline));

  await page.goto(paper.url);
  await page.getByRole("link", { name: headline }).first().click();
  await page.waitForLoadState();
  const address = new URL(page.url()).pathname;
  assert.equal(await page.locator("h1").innerText(), headline);

  deliver("e2e-2.json", {
    uri,
    version: "2",
    headline,
    urgency: 2,
    ednote: "CORRECTION: Corrects paragraph 1 to say that it was in the attic.",
    body_html: "<p>It was in the attic.</p>",
  });
  await eventually("the correction is on the page", shows(address, "It was in the attic."));
  await page.reload();
  assert.match(await page.getByRole("region", { name: "Correction" }).innerText(), /attic/);
  await page.getByRole("link", { name: /versions/ }).click();
  await page.waitForLoadState();
  assert.match(await page.locator("main del").allInnerTexts().then((all) => all.join(" ")), /other drawer/);
  assert.match(await page.locator("main ins").allInnerTexts().then((all) => all.join(" ")), /attic/);

  deliver("e2e-3.json", {
    uri,
    version: "3",
    headline,
    pubstatus: "canceled",
    ednote: "KILL: The tide table was a forgery.",
    body_html: "<p>It was in the attic.</p>",
  });
  await eventually("the page is a tombstone", async () => (await fetch(paper.url + address)).status === 410);
  for (const list of lists) assert.ok(await lacks(list, headline)(), `${list} still has the killed story`);
  assert.ok(await lacks("/search?q=attic", headline)(), "search still finds the killed story");
  await page.goto(paper.url + address);
  assert.match(await page.locator("main").innerText(), /forgery/);
  assert.ok(!(await page.content()).includes(headline), "the tombstone still carries the headline");
});

test("nothing of an embargoed story leaves before its time, then it appears by itself", async () => {
  const headline = "Harbour tax to fall, council will say";
  const until = new Date(Date.now() + 4000);
  deliver("e2e-4.json", {
    uri: "https://wire.norsund.example/items/e2e-4",
    version: "1",
    headline,
    embargoed: until.toISOString(),
    body_html: "<p>By a tenth, from April.</p>",
  });
  while (Date.now() < until.getTime() - 150) {
    for (const list of [...lists, "/search?q=%22harbour+tax%22"]) {
      const text = await (await fetch(paper.url + list)).text();
      if (Date.now() < until.getTime()) assert.ok(!text.includes(headline), `${list} broke the embargo`);
    }
  }
  for (const list of lists) await eventually(`${list} has the story`, shows(list, headline));
});

test("a search finds, filters and says so when there is nothing", async () => {
  await page.goto(paper.url);
  await page.getByRole("searchbox").fill("harbour");
  await page.getByRole("searchbox").press("Enter");
  await page.waitForURL(/\/search\?q=harbour/);
  assert.ok((await page.locator("main article").count()) > 0);
  assert.ok((await page.locator("main mark").count()) > 0);
  await page.goto(`${paper.url}/search?q=zzzzqqqq`);
  assert.equal(await page.locator("main article").count(), 0);
});
