// A picture of every page for docs/screenshots: a phone in light, a desk in dark. An invented person on day 3.
//
// Run by `cargo xtask app --screenshots` as `node screenshots.mjs MODULES CHROMIUM PROGRAM FOLDER PICTURES`.

import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import { ARGUMENTS } from '../documents/browser.mjs';
import { smaller } from './png.mjs';
import { Server } from './server.mjs';

const [modules, executablePath, program, folder, pictures] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'package.json'));
const { chromium } = require('playwright-core');

const LOOKS = [
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'desk', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
];
/** Each page with its name; these two are shown to their end. */
const WHOLE = new Set(['today', 'result']);
const PAGES = [
  ['today', '/today'],
  ['check-in', '/check-in'],
  ['wrong', '/wrong'],
  ['may', '/may'],
  ['may-retinoids', '/may/retinoids'],
  ['products', '/products'],
  ['recovery', '/recovery'],
  ['plan', '/plan'],
  ['plan-before', '/plan?of=before'],
  ['course', '/course'],
  ['papers', '/papers'],
  ['data', '/data'],
  ['settings', '/settings'],
  ...['when?of=ended', 'setting', 'device', 'areas', 'concerns', 'numbing', 'applied', 'you', 'skin', 'conditions', 'history', 'allergies', 'medications', 'recent', 'clinic'].map(
    (step) => [`setup-${step.split('?')[0]}`, `/setup/${step}`],
  ),
];

async function take(page, name, look) {
  const path = join(pictures, `${name}-${look.name}.png`);
  const png = await page.screenshot({ fullPage: WHOLE.has(name), animations: 'disabled', caret: 'hide' });
  writeFileSync(path, smaller(png));
}

async function go(page, server, path) {
  const answer = await page.goto(server.address + path);
  if (!answer.ok()) {
    throw new Error(`${path} answers ${answer.status()}`);
  }
}

/** A check-in of a bad evening: what the result looks like. */
async function checkIn(page, server, look) {
  await go(page, server, '/check-in');
  await page.locator('input[value="spreading-redness"]').evaluate((it) => it.click());
  await page.locator('button[value="next"]').click();
  await take(page, 'check-in-skin', look);
  await page.locator('button[value="next"]').click();
  await page.locator('#temperature').fill('38.6');
  await page.locator('button[value="done"]').click();
  await page.waitForURL('**/result/*');
}

const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
for (const look of LOOKS) {
  const empty = await Server.start(program, join(folder, `empty-${look.name}`));
  const server = await Server.start(program, join(folder, look.name), ['--demo']);
  const context = await browser.newContext({ ...look, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await go(page, empty, '/start');
  await take(page, 'start', look);
  for (const [name, path] of PAGES) {
    await go(page, server, path);
    await take(page, name, look);
  }
  await checkIn(page, server, look);
  await go(page, server, '/check-ins');
  await take(page, 'check-ins', look);
  await page.goBack();
  await take(page, 'result', look);
  await context.close();
  await empty.close();
  await server.close();
}
await browser.close();
