// Reads calendars with `node-ical`, and prints one JSON text: for each file the instant at which each event starts.
//
// Run by `cargo xtask documents` as `node calendars.mjs MODULES FILE...`: the folder with `node_modules`, and the files.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [modules, ...files] = process.argv.slice(2);
const ical = createRequire(join(resolve(modules), 'package.json'))('node-ical');

/** To the second, in UTC; of an event that lasts whole days the date alone. */
function instant(start) {
  if (start === undefined) return 'nothing';
  if (start.dateOnly === true) {
    // It is read as midnight where this runs.
    const parts = [start.getFullYear(), start.getMonth() + 1, start.getDate()];
    return parts.map((part) => String(part).padStart(2, '0')).join('-');
  }
  return start.toISOString().replace(/\.\d+Z$/, 'Z');
}

function read(file) {
  const parts = Object.values(ical.sync.parseICS(readFileSync(file, 'utf8')));
  const events = parts.filter(({ type }) => type === 'VEVENT');
  return Object.fromEntries(events.map(({ uid, start }) => [uid, instant(start)]));
}

/** What one file has, or why it cannot be read. */
function look(file) {
  try {
    return { file, faults: [], starts: read(file) };
  } catch (error) {
    return { file, faults: [`not read by node-ical: ${error.message}`], starts: {} };
  }
}

console.log(JSON.stringify(files.map(look)));
