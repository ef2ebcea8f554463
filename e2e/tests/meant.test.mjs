// What "Monday" means, as a reader meets it.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openPaper, pageTypes } from "../paper.mjs";

let paper, browser, page, address;

/** A story written just now, in JSON as the demo's first agency delivers it. */
const fresh = (published) => JSON.stringify({
  uri: "urn:e2e:meant", version: "1", type: "text", pubstatus: "usable", language: "en",
  headline: "Footbridge over the Sill opens again", versioncreated: published, firstcreated: published,
  body_text: "The footbridge over the Sill was closed yesterday, the council said.\n\nIt opened again today.",
});

before(async () => {
  paper = await openPaper();
  browser = await openBrowser();
  page = await browser.newPage();
  const file = join(paper.wire("meridian"), "e2e-meant.json");
  writeFileSync(file, fresh(new Date().toISOString()));
  for (let tries = 0; tries < 60 && !address; tries += 1) {
    await page.goto(paper.url);
    const link = page.getByRole("link", { name: "Footbridge over the Sill opens again" }).first();
    if ((await link.count()) > 0) address = new URL(await link.getAttribute("href"), paper.url).href;
    else await page.waitForTimeout(500);
  }
  assert.ok(address, "the story has come");
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

const visible = (locator) => locator.evaluate((date) => getComputedStyle(date).clipPath === "none");

test("a date shows on hover, on focus and on tap, goes with Escape, and moves nothing", async () => {
  await page.goto(address);
  const word = page.locator("time.meant").first();
  const date = word.locator(".date");
  assert.equal(await visible(date), false);
  const before = await page.locator(".text").boundingBox();
  await word.hover();
  assert.equal(await visible(date), true);
  await page.keyboard.press("Escape");
  assert.equal(await visible(date), false);
  await page.mouse.move(0, 0);
  await word.focus();
  assert.equal(await visible(date), true);
  assert.deepEqual(await page.locator(".text").boundingBox(), before);
  const phone = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } });
  const small = await phone.newPage();
  await small.goto(address);
  await small.locator("time.meant").first().tap();
  assert.equal(await visible(small.locator("time.meant .date").first()), true);
  const box = await small.locator("time.meant .date").first().boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, `it lies within the page: ${JSON.stringify(box)}`);
  await phone.close();
});

test("screen readers hear the date with the word, and a copied text has the agency's words alone", async () => {
  await page.goto(address);
  const word = page.locator("time.meant").first();
  assert.match(await word.evaluate((time) => time.textContent), /^yesterday \(.*\d{4}\)$/);
  assert.match(await word.getAttribute("datetime"), /^\d{4}-\d\d-\d\d$/);
  const copied = await page.evaluate(() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(".text"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return getSelection().toString();
  });
  assert.match(copied, /was closed yesterday, the council said/);
});

test("on an old story the dates stand in the text, on the page and in print", async () => {
  await page.goto(`${paper.url}/search?q=Tolliver+Vesh+letter&year=2018`);
  await page.locator("main article a").first().click();
  await page.waitForLoadState();
  const dates = page.locator(".old time.meant .date");
  assert.ok((await dates.count()) > 0, "the story speaks of days");
  const all = await dates.evaluateAll((list) => list.map((date) => date.textContent));
  for (const date of all) assert.match(date, /^ \(.*2018\)$/);
  for (const medium of ["screen", "print"]) {
    await page.emulateMedia({ media: medium });
    assert.ok(await visible(dates.first()), medium);
    assert.equal(await dates.first().evaluate((date) => getComputedStyle(date).position), "static");
  }
  await page.emulateMedia({ media: null });
});

test("a date stands over its word and within the window, however narrow and however large the text", async () => {
  for (const [width, size] of [[1280, "100%"], [390, "100%"], [320, "100%"], [320, "200%"]]) {
    const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width, height: 700 } });
    const narrow = await context.newPage();
    await narrow.goto(address);
    await narrow.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
    for (const word of await narrow.locator("time.meant").all()) {
      await word.focus();
      await narrow.waitForTimeout(200);
      const [at, date] = [await word.boundingBox(), await word.locator(".date").boundingBox()];
      const where = `${width} ${size} ${JSON.stringify([at, date])}`;
      assert.ok(date.x >= 0 && date.x + date.width <= width, where);
      assert.ok(date.y + date.height <= at.y + 1 && at.y - date.y - date.height < 16, where);
    }
    await context.close();
  }
});

test("the pointer can go over to a date, and what is printed has no window over its lines", async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address);
  const word = page.locator("time.meant").first();
  await word.hover();
  const box = await word.locator(".date").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 15 });
  assert.equal(await visible(word.locator(".date")), true);
  await page.mouse.move(5, 5);
  assert.equal(await visible(word.locator(".date")), false);
  await word.focus();
  await page.emulateMedia({ media: "print" });
  assert.equal(await visible(word.locator(".date")), false);
  await page.emulateMedia({ media: null });
});

test("a person's page leads to the very words, and they can be read there", async () => {
  const { person } = await pageTypes(paper.url);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.goto(paper.url + person);
    const links = page.locator(".quote figcaption a");
    const names = await links.evaluateAll((all) => all.map((link) => link.textContent));
    assert.equal(new Set(names).size, names.length, "no two links have one name");
    await links.last().click();
    const words = page.locator(".said:target");
    await words.waitFor();
    await page.waitForTimeout(800);
    const seen = await words.evaluate((said) => {
      const { top, bottom } = said.getBoundingClientRect();
      const { paddingTop, backgroundColor } = getComputedStyle(said);
      return { inView: top >= 0 && bottom <= innerHeight, paddingTop, lit: backgroundColor !== "rgba(0, 0, 0, 0)" };
    });
    assert.deepEqual(seen, { inView: true, paddingTop: "0px", lit: true }, "its ground covers no other line");
  }
});
