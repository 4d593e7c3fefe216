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

import { ARGUMENTS, NARROW, TAGS, WIDE, byAxe, inWidth } from './browser.mjs';

const [modules, executablePath, prints, ...files] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'package.json'));
const { chromium } = require('playwright-core');
const axe = require('axe-core');

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
