// The theme's few scripts in a real browser: what is counted, what a reader sets, what is kept for the train.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { eventually, openBrowser, openPaper, shiftOf, watchShift } from "../paper.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
// Headless browsers say that they are programs, and programs are not counted.
const userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const storyOf = async (url) => (await (await fetch(url)).text()).match(/href="(\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+)"/)[1];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let browser;
before(async () => (browser = await openBrowser()));
after(() => browser?.close());

describe("counting by beacon", () => {
  let paper, story;
  before(async () => {
    paper = await openPaper((text) => text.replace("[site.popular]", '[site.popular]\ncount = "beacon"'));
    story = await storyOf(paper.url);
  });
  after(() => paper?.close());

  /** Opens a story; `hidden` is what the page is told of itself. Gives what it says to the server. */
  async function open(address, hide) {
    const context = await browser.newContext({ userAgent });
    const page = await context.newPage();
    const said = [];
    page.on("request", (request) => new URL(request.url()).pathname === "/api/view" && said.push(request.postData()));
    if (hide) await page.addInitScript(hide);
    await page.goto(paper.url + address, { waitUntil: "load" });
    return { context, page, said };
  }

  test("a story that is in view for a second says so once", async () => {
    const { context, page, said } = await open(story);
    assert.deepEqual(said, [], "not at once");
    await eventually("the beacon", () => said.length > 0);
    assert.deepEqual(said, [story], "it says the path and nothing else");
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await wait(1500);
    assert.equal(said.length, 1);
    await context.close();
  });

  test("whoever goes on within the second has not read it", async () => {
    const { context, page, said } = await open(story);
    await page.goto(paper.url + "/archive");
    await wait(1500);
    assert.deepEqual(said, []);
    await context.close();
  });

  test("a page in a tab behind others waits until it is looked at", async () => {
    const { context, page, said } = await open(story, () => {
      globalThis.seen = "hidden";
      Object.defineProperty(document, "visibilityState", { get: () => globalThis.seen });
    });
    await wait(1500);
    assert.deepEqual(said, []);
    await page.evaluate(() => {
      globalThis.seen = "visible";
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await eventually("the beacon", () => said.length === 1);
    await context.close();
  });

  test("a page that the browser made ahead waits until somebody wants it", async () => {
    const { context, page, said } = await open(story, () => {
      globalThis.ahead = true;
      Object.defineProperty(document, "prerendering", { get: () => globalThis.ahead });
    });
    await wait(1500);
    assert.deepEqual(said, []);
    await page.evaluate(() => {
      globalThis.ahead = false;
      document.dispatchEvent(new Event("prerenderingchange"));
    });
    await eventually("the beacon", () => said.length === 1);
    await context.close();
  });

  test("only stories are counted", async () => {
    const { context, said } = await open("/");
    await wait(1500);
    assert.deepEqual(said, []);
    await context.close();
  });

  test("what readers' browsers say ends in the list of what is read most", async () => {
    const front = await (await fetch(paper.url)).text();
    const paths = [...new Set([...front.matchAll(/href="(\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+)"/g)].map((found) => found[1]))].slice(0, 5);
    for (const path of paths) {
      const { context, said } = await open(path);
      await eventually("the beacon", () => said.length === 1);
      await context.close();
    }
    await eventually("the list", async () => /Most Popular|Most popular|Most read/i.test(await (await fetch(paper.url)).text()), 20);
  });
});

describe("what a reader sets", () => {
  let paper, story;
  before(async () => {
    paper = await openPaper();
    story = await storyOf(paper.url);
  });
  after(() => paper?.close());

  const size = (page) => page.locator("article .text p").first().evaluate((p) => parseFloat(getComputedStyle(p).fontSize));
  const paperColour = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  test("text size and colours are chosen by keyboard, said to screen readers, and kept over a reload without a shift", async () => {
    const context = await browser.newContext({ colorScheme: "light", viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await watchShift(page);
    await page.goto(paper.url + story);
    const [usual, light] = [await size(page), await paperColour(page)];
    const control = page.locator("details.reading summary");
    await control.focus();
    await page.keyboard.press("Enter");
    const button = (name) => page.getByRole("button", { name, exact: true });
    assert.equal(await button("Usual text size").getAttribute("aria-pressed"), "true");
    await button("Largest text").focus();
    await page.keyboard.press("Enter");
    await button("Dark").focus();
    await page.keyboard.press("Space");
    for (const [name, pressed] of [["Largest text", "true"], ["Usual text size", "false"], ["Dark", "true"], ["As the device", "false"]]) {
      assert.equal(await button(name).getAttribute("aria-pressed"), pressed, name);
    }
    const [largest, dark] = [await size(page), await paperColour(page)];
    assert.ok(largest > usual, `${largest} px after ${usual} px`);
    assert.notEqual(dark, light);

    await page.reload({ waitUntil: "networkidle" });
    assert.deepEqual([await size(page), await paperColour(page)], [largest, dark]);
    assert.equal(await shiftOf(page), 0, "nothing moves on the way in");
    await page.goto(paper.url + "/");
    assert.equal(await paperColour(page), dark, "and on every page");

    await control.click();
    await button("Usual text size").click();
    await button("As the device").click();
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [], "nothing is kept of what is as usual");
    assert.equal(await paperColour(page), light);
    await context.close();
  });

  test("without scripts there is no control that does nothing", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(paper.url + story);
    assert.equal(await page.locator("details.reading").isVisible(), false);
    await context.close();
  });

  test("the open control has no accessibility violation, light or dark", async () => {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      await page.goto(paper.url + story);
      await page.locator("details.reading summary").click();
      await page.addScriptTag({ path: axe });
      const found = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join("\n  ")}`), []);
      await context.close();
    }
  });
});

describe("reading without a network", () => {
  let paper, context, page, paths;
  before(async () => {
    paper = await openPaper((text) => text.replace("[site]\n", "[site]\noffline = true\n"));
    context = await browser.newContext();
    page = await context.newPage();
    const front = await (await fetch(paper.url)).text();
    paths = [...new Set([...front.matchAll(/href="(\/\d{4}\/\d{2}\/\d{2}\/[a-z0-9-]+)"/g)].map((found) => found[1]))];
    await page.goto(paper.url, { waitUntil: "networkidle" });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await eventually("the worker serves", () => page.evaluate(() => navigator.serviceWorker.controller !== null));
  });
  after(async () => {
    await context?.close();
    await paper?.close();
  });

  const headline = () => page.locator("h1").innerText();

  test("a story that was read is there, and another is a page that lists those that are", async () => {
    await page.goto(paper.url + paths[0], { waitUntil: "networkidle" });
    const read = await headline();
    await context.setOffline(true);
    await page.goto(paper.url + paths[0]);
    assert.equal(await headline(), read);
    const styled = await page.evaluate(() => getComputedStyle(document.body).getPropertyValue("margin-top"));
    assert.equal(styled, "0px", "with its style");
    await page.goto(paper.url + paths[1]);
    assert.equal(await headline(), "You are offline");
    assert.deepEqual(await page.locator("ul.offline a").allInnerTexts(), [read]);
    await page.locator("ul.offline a").click();
    await page.waitForURL(paper.url + paths[0]);
    assert.equal(await headline(), read);
    await context.setOffline(false);
  });

  test("a story that was killed meanwhile is gone from the device once it is asked for again", async () => {
    await page.goto(paper.url + paths[2], { waitUntil: "networkidle" });
    const read = await headline();
    paper.run("desk", "kill", paths[2], "--reason", "A court has forbidden it.");
    await eventually("it is gone", async () => (await fetch(paper.url + paths[2])).status === 410);
    await page.goto(paper.url + paths[2]);
    assert.notEqual(await headline(), read);
    await context.setOffline(true);
    await page.goto(paper.url + paths[2]);
    assert.equal(await headline(), "You are offline");
    assert.ok(!(await page.locator("ul.offline a").allInnerTexts()).includes(read));
    await context.setOffline(false);
  });
});

describe("a paper in Arabic", () => {
  let paper, story;
  before(async () => {
    paper = await openPaper((text) => text.replace('language = "en-GB"', 'language = "ar"'));
    story = await storyOf(paper.url);
  });
  after(() => paper?.close());

  test("is written from right to left, and axe finds nothing, light or dark", async () => {
    for (const address of ["/", story, "/search?q=harbour", "/comments", `${story}/comments/new`]) {
      for (const colorScheme of ["light", "dark"]) {
        for (const width of [1280, 390]) {
          const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 900 } });
          const page = await context.newPage();
          await page.goto(paper.url + address);
          assert.deepEqual(await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang]), ["rtl", "ar"], address);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${address} at ${width} px`);
          await page.addScriptTag({ path: axe });
          const found = await page.evaluate(() => globalThis.axe.run());
          assert.deepEqual(found.violations.map((v) => `${address} ${v.id}: ${v.nodes.map((n) => n.html).join("\n  ")}`), []);
          await context.close();
        }
      }
    }
  });
});
