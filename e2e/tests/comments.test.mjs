// A reader writes under a story, with scripts off.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, openPaper } from "../paper.mjs";

let paper, browser, page, story;
before(async () => {
  paper = await openPaper();
  browser = await openBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false });
  page = await context.newPage();
  const front = await (await fetch(paper.url)).text();
  const stories = [...front.matchAll(/href="(\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+)"/g)].map((found) => found[1]);
  // One on which nobody has commented yet.
  for (story of stories) {
    const text = await (await fetch(paper.url + story)).text();
    if (text.includes("comment-new") && !text.includes("comment-name")) break;
  }
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

/** Fills in the form as a person does, who takes more than three seconds. */
async function write(name, text) {
  await page.goto(paper.url + story);
  await page.getByRole("link", { name: "Leave a comment" }).click();
  await page.getByLabel("Name, shown").fill(name);
  await page.getByLabel("Comment", { exact: true }).fill(text);
  await page.waitForTimeout(4000);
  await page.getByRole("button", { name: "Send the comment" }).click();
}

test("a comment stands under the story at once, without a script", async () => {
  await write("Ida Marsh", "It sails again.\n\nAt last.");
  assert.match(page.url(), /\/comments#comment-\d+$/);
  await page.goto(paper.url + story);
  assert.deepEqual(await page.locator(".comment-name").allInnerTexts(), ["Ida Marsh"]);
  assert.deepEqual(await page.locator(".comment-text p").allInnerTexts(), ["It sails again.", "At last."]);
});

test("mark-up in a comment is only words", async () => {
  await write("<b>Eve</b>", "<script>document.title = 'gone'</script><img src=x onerror=alert(1)>");
  await page.goto(paper.url + story);
  assert.equal(await page.locator(".comment :is(script, img, b)").count(), 0);
  assert.match(await page.locator(".comment-text").last().innerText(), /^<script>/);
});

test("a comment that waits is shown to its author as waiting, and to nobody else", async () => {
  await write("Max", "See www.one.example and www.two.example for more.");
  assert.match(page.url(), /\/comments\/mine$/);
  assert.match(await page.locator(".comment-state").first().innerText(), /^Held/);
  const others = await (await fetch(paper.url + story)).text();
  assert.ok(!others.includes("www.one.example"));
});
