// Drives the app through its stories, and prints one JSON text: how much was looked at, and every fault.
//
// Run by `cargo xtask app` as `node app.mjs MODULES CHROMIUM PROGRAM FOLDER [STORY]`: the folder with `node_modules`, the
// browser, the program, a folder for databases, and the beginning of a story's name if not all are to run.

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';

import { ARGUMENTS, NARROW, WIDE } from '../documents/browser.mjs';
import { Person } from './person.mjs';
import { hostile } from './requests.mjs';
import { Server } from './server.mjs';
import { STORIES, TRACES } from './stories.mjs';

const [modules, executablePath, program, folder, only = ''] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'package.json'));
const { chromium } = require('playwright-core');
const axe = require('axe-core').source;

const SIZES = [{ width: NARROW.width, height: 640 }, WIDE];
const PATIENCE = 10_000;
/** A story that takes longer hangs. */
const LONGEST = 110_000;

// A page waits for the server most of the time: more at a time than there are processors.
let room = availableParallelism() + 2;
const waiting = [];

/** Whoever was in already comes first. */
async function enter(isBack = false) {
  if (room === 0) {
    await new Promise((resolve) => (isBack ? waiting.unshift(resolve) : waiting.push(resolve)));
  } else {
    room -= 1;
  }
}

function leave() {
  const next = waiting.shift();
  if (next === undefined) {
    room += 1;
  } else {
    next();
  }
}

/** The app counts in minutes. Until the next one has begun, others have the room. */
async function nextMinute() {
  leave();
  await new Promise((resolve) => setTimeout(resolve, 60_500 - (Date.now() % 60_000)));
  await enter(true);
}

const total = { stories: 0, pages: 0, states: [], requests: 0, heaviest: 0, faults: [] };
const isDone = new Set();

/** One story of one person: with or without scripts, on a phone or a desk. */
async function tell(browser, [name, story], hasScripts, viewport) {
  const begin = Date.now();
  const title = `${name}, ${hasScripts ? '' : 'no '}scripts, ${viewport.width} px`;
  const faults = [];
  const server = await Server.start(program, join(folder, title.replaceAll(/[^a-z0-9]+/g, '-')));
  const context = await browser.newContext({ javaScriptEnabled: hasScripts, viewport, locale: 'en-GB', reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const person = new Person({ page, server, faults, seen: total.states, axe, hasScripts, width: viewport.width, isDone });
  try {
    await inTime(story(person, { program, folder, nextMinute }));
  } catch (error) {
    person.fault(`the story stops: ${error.message.split('\n').slice(0, 3).join(' ')} ${/stories\.mjs:\d+/.exec(error.stack)?.[0] ?? ''}`);
  }
  const weighed = inTime(person.weighed()).catch((error) => faults.push(`weighing: ${error.message}`) && 0);
  total.heaviest = Math.max(total.heaviest, await weighed);
  await context.close();
  await server.close();
  server.logged(TRACES).forEach((word) => faults.push(`the log has ${word}`));
  total.stories += 1;
  total.pages += person.pages;
  total.faults.push(...faults.map((fault) => `${title}: ${fault}`));
  faults.forEach((fault) => process.env.SHOW && console.error(`  ${fault}`));
  console.error(`${title}: ${person.pages} pages, ${faults.length} faults, ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}

function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`takes longer than ${LONGEST / 1000} s`)), LONGEST);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What others send. */
async function refuse() {
  const faults = [];
  const server = await Server.start(program, join(folder, 'requests'));
  const { count, secrets } = await inTime(hostile(server, faults)).catch((error) => {
    faults.push(`requests: ${error.message}`);
    return { count: 0, secrets: [] };
  });
  await server.close();
  server.logged([...TRACES, ...secrets]).forEach((word) => faults.push(`requests: the log has ${word}`));
  if (!/status=403/.test(server.log) || !/status=404/.test(server.log)) {
    faults.push('requests: the log says nothing of what was refused, so that it proves nothing');
  }
  total.requests = count;
  total.faults.push(...faults);
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
const list = STORIES.filter(([name]) => name.startsWith(only)).flatMap((story) =>
  [true, false].flatMap((hasScripts) => SIZES.map((size) => () => tell(browser, story, hasScripts, size))),
);
if ('requests'.startsWith(only)) {
  list.push(refuse);
}
await Promise.all(
  list.map(async (work) => {
    await enter();
    await work().finally(leave);
  }),
);
await browser.close();
console.log(JSON.stringify({ ...total, states: total.states.length }));
