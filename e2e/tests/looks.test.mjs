// Front and story as they look, against small pictures of how they looked when somebody last said that it was
// good. Fonts, dates and names differ from machine to machine and from day to day, so that what is compared is
// where there is dark and light: squares of 16 pixels, in grey. To renew the pictures after a change that is
// meant: DATELINE_RENEW_LOOKS=1 cargo xtask test, and look at them before they are committed.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { openBrowser, openPaper } from "../paper.mjs";

const folder = new URL("../looks/", import.meta.url);
const SQUARE = 16;
/** A square has changed when it is lighter or darker by this much of 255; so many of a hundred may have. */
const STEP = 40;
const MOST = 8;

/** The demo without its advertisements, which take turns. */
const quiet = (text) => text.slice(0, text.indexOf("[site.ads]")) + text.slice(text.indexOf("# The demo has few readers"));

let paper, browser, pages;
before(async () => {
  paper = await openPaper(quiet);
  browser = await openBrowser();
  const front = await (await fetch(paper.url)).text();
  pages = { front: "/", story: front.match(/href="(\/\d{4}\/\d{2}\/\d{2}\/lady-maren[a-z0-9-]*)"/)[1] };
});
after(async () => {
  await browser?.close();
  await paper?.close();
});

/** A page in grey squares. */
async function look(address, width, colorScheme, style = "") {
  const context = await browser.newContext({ colorScheme, reducedMotion: "reduce", bypassCSP: true, viewport: { width, height: 1600 } });
  const page = await context.newPage();
  await page.goto(paper.url + address, { waitUntil: "networkidle" });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  if (style) await page.addStyleTag({ content: style });
  const picture = PNG.sync.read(await page.screenshot());
  await context.close();
  const small = new PNG({ width: Math.floor(picture.width / SQUARE), height: Math.floor(picture.height / SQUARE), colorType: 0 });
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) small.data.fill(grey(picture, x * SQUARE, y * SQUARE), (y * small.width + x) * 4, (y * small.width + x) * 4 + 3);
  }
  for (let n = 3; n < small.data.length; n += 4) small.data[n] = 255;
  return small;
}

function grey({ data, width }, left, top) {
  let sum = 0;
  for (let y = top; y < top + SQUARE; y += 1) {
    for (let x = left; x < left + SQUARE; x += 1) {
      const at = (y * width + x) * 4;
      sum += 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    }
  }
  return Math.round(sum / SQUARE ** 2);
}

/** How many of a hundred squares differ. */
function difference(one, other) {
  assert.deepEqual([one.width, one.height], [other.width, other.height]);
  let changed = 0;
  for (let n = 0; n < one.data.length; n += 4) changed += Math.abs(one.data[n] - other.data[n]) > STEP;
  return (100 * changed) / (one.width * one.height);
}

test("front and story look as they did, wide and narrow, light and dark", async (t) => {
  for (const [name, address] of Object.entries(pages)) {
    for (const width of [1280, 390]) {
      for (const colours of ["light", "dark"]) {
        await t.test(`${name}, ${width} px, ${colours}`, async (t) => {
          const now = await look(address, width, colours);
          const file = new URL(`${name}-${width}-${colours}.png`, folder);
          if (process.env.DATELINE_RENEW_LOOKS) {
            mkdirSync(folder, { recursive: true });
            writeFileSync(file, PNG.sync.write(now, { colorType: 0 }));
            return;
          }
          assert.ok(existsSync(file), `${file.pathname} is not there. Make it with DATELINE_RENEW_LOOKS=1.`);
          const changed = difference(now, PNG.sync.read(readFileSync(file)));
          t.diagnostic(`${changed.toFixed(1)} % of the squares differ`);
          assert.ok(changed <= MOST, `${changed.toFixed(1)} % of the squares differ, ${MOST} may`);
        });
      }
    }
  }
});

test("the comparison sees what a reader would see", async () => {
  const good = await look("/", 1280, "light");
  const accidents = {
    "without its style": ":root * { all: revert !important; }",
    "without its pictures": "img { visibility: hidden; }",
    "with one column for two": "main :is(div, section, ul, ol) { display: block !important; }",
    "in the wrong colours": ":root { filter: invert(1); background: #000; }",
  };
  for (const [what, style] of Object.entries(accidents)) {
    const changed = difference(good, await look("/", 1280, "light", style));
    assert.ok(changed > MOST, `${what}: only ${changed.toFixed(1)} % of the squares differ`);
  }
});
