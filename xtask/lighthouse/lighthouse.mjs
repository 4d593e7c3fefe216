// Looks at every page of the app with Lighthouse, on a phone, and prints one JSON text: what each page reached.
//
// Run by `cargo xtask lighthouse` as `node lighthouse.mjs MODULES CHROMIUM PROGRAM FOLDER`: the folder with
// `node_modules`, the browser, the program, and a folder for its database. An invented person on day 3.

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Server } from '../app/server.mjs';
import { ARGUMENTS } from '../documents/browser.mjs';

const [modules, chromePath, program, folder] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'package.json'));
const { default: lighthouse } = await import(pathToFileURL(require.resolve('lighthouse')));
const { launch } = await import(pathToFileURL(require.resolve('chrome-launcher')));

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
/** A page that seems slow is looked at again: the middle of so many counts. */
const LOOKS = 3;
const FAST = 95;
const PATHS = [
  '/start',
  '/setup/conditions',
  '/today',
  '/check-in',
  '/wrong',
  '/may',
  '/products',
  '/recovery',
  '/plan',
  '/course',
  '/papers',
  '/data',
  '/settings',
];

/** A check-in of a bad evening: where its answer is. */
async function checkIn(address) {
  const page = await fetch(`${address}/check-in`);
  const cookie = page.headers.get('set-cookie').split(';')[0];
  const [, token] = /name="token" value="([^"]+)"/.exec(await page.text());
  const body = new URLSearchParams({ token, sign: 'spreading-redness', temperature_c: '38.6', 'symptom-warmth': 'moderate' });
  const answer = await fetch(`${address}/check-in`, { method: 'POST', body, headers: { cookie }, redirect: 'manual' });
  if (answer.status !== 303) {
    throw new Error(`a check-in answers ${answer.status}`);
  }
  return answer.headers.get('location');
}

async function once(address, path, port) {
  const { lhr } = await lighthouse(address + path, { port, onlyCategories: CATEGORIES, formFactor: 'mobile', logLevel: 'error' });
  if (lhr.runtimeError !== undefined) {
    throw new Error(`${path}: ${lhr.runtimeError.message}`);
  }
  const score = (name) => Math.round((lhr.categories[name].score ?? 0) * 100);
  const lost = CATEGORIES.flatMap((name) =>
    lhr.categories[name].auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
      .map(({ id }) => `${name}: ${lhr.audits[id].title} (${id}) ${lhr.audits[id].displayValue ?? ''}`.trim()),
  );
  return {
    path: path.replace(/[0-9a-f-]{32,}/, 'ID'),
    performance: score('performance'),
    accessibility: score('accessibility'),
    best_practices: score('best-practices'),
    seo: score('seo'),
    bytes: Math.round(lhr.audits['total-byte-weight'].numericValue),
    lost,
  };
}

async function middle(address, path, port) {
  const looks = [await once(address, path, port)];
  while (looks[0].performance < FAST && looks.length < LOOKS) {
    looks.push(await once(address, path, port));
  }
  looks.sort((a, b) => a.performance - b.performance);
  return looks[Math.floor(looks.length / 2)];
}

const server = await Server.start(program, folder, ['--demo']);
const chrome = await launch({ chromePath, chromeFlags: [...ARGUMENTS, '--headless=new'] });
try {
  const pages = [];
  for (const path of [...PATHS, await checkIn(server.address)]) {
    pages.push(await middle(server.address, path, chrome.port));
  }
  console.log(JSON.stringify(pages));
} finally {
  await chrome.kill();
  await server.close();
}
