// Looks at HTML files in a browser, and prints one JSON text: for each file its headings, its faults, and where it was
// printed to.
//
// Run by `cargo xtask documents` as `node pages.mjs MODULES CHROMIUM PRINTS FILE...`: the folder with `node_modules`, the
// browser, a folder for what the files look like on paper, and the files.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, executablePath, prints, ...files] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'package.json'));
const { chromium } = require('playwright-core');
const axe = require('axe-core');

// The narrowest phone; and what is left of a window of 1280 by 1024 at a zoom of 400 %, which WCAG 1.4.10 asks for.
const NARROW = { width: 320, height: 256 };
const WIDE = { width: 1280, height: 1024 };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// What a browser leaves free on paper by itself, where a page does not say.
const MARGIN = '1cm';

/** What the text alone gives away. */
function inText(text) {
  return /<script/i.test(text) ? ['has a script'] : [];
}

/** What is wrong in the document, whatever its size. Runs in the browser; nothing from outside can be used. */
function inDocument() {
  const faults = [];
  // An image that is loaded late, or a hint to connect to a host, makes no request that would be seen.
  const loading = '[src], [srcset], [poster], [background], object[data], link[href], form, base, image, use';
  const at = ['src', 'srcset', 'poster', 'background', 'data', 'href', 'xlink:href', 'action'];
  for (const element of document.querySelectorAll(loading)) {
    for (const name of at) {
      const value = element.getAttribute(name);
      if (value !== null && !/^(data:|#)/.test(value)) {
        faults.push(`loads from elsewhere: <${element.localName} ${name}="${value.slice(0, 80)}">`);
      }
    }
  }
  const styles = [...document.querySelectorAll('style')].map((style) => style.textContent);
  const inline = [...document.querySelectorAll('[style]')].map((element) => element.getAttribute('style'));
  for (const style of [...styles, ...inline]) {
    for (const [found] of style.matchAll(/@import[^;]*|url\(\s*(?!["']?(?:data:|#))[^)]*\)/gi)) {
      faults.push(`loads from elsewhere: ${found.slice(0, 80)}`);
    }
  }
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || /^\s*javascript:/i.test(value)) {
        faults.push(`has a script: <${element.localName} ${name}>`);
      }
    }
  }
  if (document.querySelector('iframe, embed, object, meta[http-equiv="refresh" i]') !== null) {
    faults.push('shows or goes to another document');
  }
  return faults;
}

/** What does not fit the width. Runs in the browser. */
function inWidth() {
  const faults = [];
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth > clientWidth) {
    faults.push(`is ${scrollWidth} px wide where ${clientWidth} px are there`);
  }
  for (const element of document.body.querySelectorAll('*')) {
    // What is for the ears alone is one pixel wide.
    const is_cut = element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
    if (is_cut && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX)) {
      faults.push(`cuts off <${element.localName}> "${element.textContent.trim().slice(0, 40)}"`);
    }
  }
  return faults;
}

/** What axe finds. A contrast that it cannot judge is as bad as one that is too low. Runs in the browser. */
async function byAxe(tags) {
  const isContrast = ({ id }) => id === 'color-contrast';
  const { violations, incomplete, passes } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags } });
  if (![violations, incomplete, passes].some((rules) => rules.some(isContrast))) {
    return ['axe saw no text'];
  }
  return [...violations, ...incomplete.filter(isContrast)].map(({ id, help, nodes }) => {
    const [{ target, any }] = nodes;
    const why = [help, ...any.map(({ message }) => message)].join('; ');
    return `axe ${id}, ${nodes.length} times: ${target.join(' ')}: ${why}`.slice(0, 300);
  });
}

/** One file, looked at in light and dark, narrow and wide, and on paper. */
async function look(page, file) {
  const address = pathToFileURL(file).href;
  const faults = inText(readFileSync(file, 'utf8'));
  const record = (request) => {
    const asked = request.url();
    if (asked !== address && !asked.startsWith('data:')) {
      faults.push(`asks for ${asked.slice(0, 80)}`);
    }
  };
  page.on('request', record);
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  const headings = await page.locator('h2, h3, h4, h5, h6').allTextContents();
  faults.push(...(await page.evaluate(inDocument)));
  faults.push(...(await page.evaluate(inWidth)).map((fault) => `at ${NARROW.width} px ${fault}`));
  await page.evaluate(axe.source);
  for (const [scheme, size] of [['light', NARROW], ['dark', NARROW], ['light', WIDE]]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize(size);
    faults.push(...(await page.evaluate(byAxe, TAGS)).map((fault) => `${scheme}, ${size.width} px: ${fault}`));
  }
  const papers = [];
  for (const format of ['A4', 'Letter']) {
    const path = join(prints, `${basename(file)}.${format}.pdf`);
    await page.pdf({ path, format, margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN } });
    papers.push(path);
  }
  page.off('request', record);
  return { file, headings, faults, prints: papers };
}

/** Takes files from the common list until none is left. */
async function worker(browser, list, looked) {
  // A page may forbid all that it does not bring along. What it would have asked for shall be seen nevertheless.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  for (let file = list.shift(); file !== undefined; file = list.shift()) {
    looked.push(await look(page, file));
  }
}

const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
const looked = [];
const list = [...files];
await Promise.all(Array.from({ length: availableParallelism() }, () => worker(browser, list, looked)));
await browser.close();
console.log(JSON.stringify(looked));
