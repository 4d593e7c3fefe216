// What people do with the app. Each story begins with an empty database and asserts what its person sees.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { NARROW } from '../documents/browser.mjs';
import { Server, ZONE } from './server.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Every page that a person can open by its address. */
export const PAGES = [
  '/start',
  '/today',
  '/check-in',
  '/wrong',
  '/may',
  '/may/retinoids',
  '/products',
  '/recovery',
  '/check-ins',
  '/screen',
  '/plan',
  '/plan?of=before',
  '/course',
  '/course?by=2027-06-01',
  '/plan/makeup',
  '/api',
  '/papers',
  '/data',
  '/settings',
  '/setup/when?of=planned',
  '/setup/when?of=ended',
  '/setup/setting',
  '/setup/device',
  '/setup/areas',
  '/setup/concerns',
  '/setup/numbing',
  '/setup/applied',
  '/setup/you',
  '/setup/skin',
  '/setup/conditions',
  '/setup/history',
  '/setup/allergies',
  '/setup/medications',
  '/setup/recent',
  '/setup/zone',
  '/setup/clinic',
];

/** Words that nobody else writes: wherever one turns up, it came from the person. */
export const CANARIES = {
  name: 'Quillonzebra',
  clinic: 'Praxis Wobbelfink',
  phone: '+49 30 7351946',
  hours: 'Mon Xylotuesday',
  note: 'Zanzibarnote',
  secondNote: 'Krummelnote',
  product: 'Yodelcream',
  label: 'Aqua, Retinol, Frobnicol, Parfum',
  secondProduct: 'Murxbalm',
  secondLabel: 'Aqua, Glycerin, Snorkelwax',
  tried: 'Grumpelfield',
  query: 'Vexelquery',
  path: 'Plonkpath',
  key: 'Jabberkey',
  caseName: 'Twizzlecase',
  host: 'wumpelhost.example',
  origin: 'drongelorigin.example',
  cookie: 'Schnurpelcookie',
  born: 'Zwirbelborn',
  temperature: 'Heissundfettig',
  country: 'Xq9',
};

/** What of a canary is looked for: the part that cannot be there by chance. */
export const TRACES = Object.values(CANARIES).flatMap((words) => words.split(/[ ,]+/).filter((word) => word.length > 6));

/** A local time as a field of a form wants it. */
function local(instant, digits = 16) {
  return new Date(instant).toLocaleString('sv-SE', { timeZone: ZONE }).replace(' ', 'T').slice(0, digits);
}

const ago = (time) => local(Date.now() - time);
const ahead = (time) => local(Date.now() + time);

/** Goes through the set-up, says what is given and leaves the rest open. */
async function setUp(person, { card = 'I was treated', at, device = 'Motorised pen', areas = ['Face'], contacts = true, look = false }) {
  await person.open('/start');
  await person.press(new RegExp(card));
  const seen = async (state) => {
    if (look) {
      await person.look(state);
    }
  };
  await seen(`set-up: when, ${card}`);
  await person.fill(/Day and time/, at);
  await person.press('Next');
  person.isAt('/setup/setting');
  await person.choose(/By a professional/);
  await person.press('Next');
  person.isAt('/setup/device');
  await person.choose(new RegExp(device));
  await person.press('Next');
  for (const area of areas) {
    await person.choose(area);
  }
  await person.press('Next');
  for (const question of ['concerns', 'numbing', 'applied']) {
    person.isAt(`/setup/${question}`);
    await seen(`set-up: ${question}`);
    await person.press('Not sure');
  }
  person.isAt('/setup/you');
  await person.fill('Your name', CANARIES.name);
  await person.press('Next');
  person.isAt('/setup/skin');
  await person.press('Not sure');
  for (const list of ['conditions', 'history', 'allergies', 'medications', 'recent']) {
    person.isAt(`/setup/${list}`);
    await person.choose('None of these');
    await person.press('Next');
  }
  person.isAt('/setup/clinic');
  if (contacts) {
    await person.fill('Your clinic', CANARIES.clinic);
    await person.fill('Its number', CANARIES.phone);
    await person.fill(/Your country/, 'DE');
    await person.press('Next');
  } else {
    await person.press('Not sure');
  }
  person.isAt(/going to be/.test(card) ? '/screen' : '/today');
}

/** Every group has been asked, and nothing is there. */
async function noneOfAll(person) {
  const groups = person.page.locator('fieldset:has(input[name="none"])');
  const count = await groups.count();
  person.must(count === 4, `${count} groups of warning signs`);
  for (let index = 0; index < count; index += 1) {
    await person.choose('None of these', groups.nth(index));
  }
}

/** Answers every symptom: with what is given, and "none" for the rest. */
async function symptoms(person, grades) {
  const names = await person.page.locator('input[name^="symptom-"]').evaluateAll((all) => [...new Set(all.map((it) => it.name))]);
  person.must(names.length >= 5, `${names.length} symptoms are asked`);
  for (const name of names) {
    const grade = grades[name.slice('symptom-'.length)] ?? 'none';
    const choice = person.page.locator(`input[name="${name}"][value="${grade}"]`);
    await choice.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await choice.check();
  }
}

/** Long walks through every page: with scripts and without, narrow and wide, though not in all four combinations. */
function isWhole({ hasScripts, width }) {
  return hasScripts === (width === NARROW.width);
}

async function everyPage(person, paths = PAGES) {
  for (const path of paths) {
    await person.open(path);
    await person.has('h1');
  }
}

/** 1. Somebody who is going to be treated. */
async function firstVisit(person) {
  await person.open('/');
  person.isAt('/start');
  await person.look('start');
  await person.findsHelp();
  await person.look('help, nothing known');
  for (const path of ['/may', '/may/retinoids', '/products', '/recovery', '/plan', '/course', '/papers', '/data', '/settings']) {
    await person.open(path);
    await person.look(`${path}, nothing known`);
  }
  for (const path of ['/today', '/check-in']) {
    await person.open(path);
    person.must(!person.page.url().endsWith(path), `${path} opens with nothing known`);
  }
  await person.open('/start');
  await person.press(/I am going to be treated/);
  await person.look('set-up: when, planned');
  const booked = ahead(10 * DAY);
  await person.fill(/Day and time/, booked);
  await person.press('Next');
  person.isAt('/setup/setting');
  await person.look('set-up: setting');
  await person.press('Not sure');
  await person.look('set-up: device');
  await person.choose(/Motorised pen/);
  await person.press('Next');
  await person.look('set-up: areas');
  await person.choose('Face');
  await person.fill(/How deep/, '1,0');
  await person.press('Next');
  await person.choose(/Acne scars/i);
  await person.press('Next');
  await reachAndOpen(person.page.locator('summary', { hasText: 'If you know more' }));
  await person.look('set-up: numbing, opened');
  await person.choose('Lidocaine');
  await person.fill(/per cent/, '4,0');
  await person.press('Next');
  await person.choose(/Hyaluronic/);
  await person.press('Next');
  await person.look('set-up: you');
  await person.fill('Your name', CANARIES.name);
  await person.fill(/year you were born/, '1990');
  await person.choose('No', person.page.locator('fieldset', { hasText: 'pregnant' }));
  await person.press('Next');
  await person.look('set-up: skin');
  await person.press('Not sure');
  await person.look('set-up: conditions');
  await person.choose('None of these');
  await person.press('Next');
  await person.look('set-up: history');
  await person.choose(/Keloid/);
  await person.press('Next');
  await person.look('set-up: allergies');
  // Nothing is ticked, and "None of these" is not pressed either: nobody has answered.
  await person.press('Next');
  await person.look('set-up: medications');
  await person.choose('Isotretinoin');
  await person.press('Next');
  await person.look('set-up: recent');
  await person.press('Not sure');
  await person.look('set-up: clinic');
  await person.fill('Your clinic', CANARIES.clinic);
  await person.fill('Its number', CANARIES.phone);
  await person.fill(/Your country/, 'de');
  await person.press('Next');
  person.isAt('/screen');
  await person.look('screening');
  await person.sees(/^May you be treated\? Wait/);
  await person.sees(/isotretinoin/i);
  await person.press('Today');
  person.isAt('/today');
  await person.look('today, planned');
  await person.sees(/session is still to come|Booked/i);
  await person.sees(booked.slice(11), 'is the hour that was booked, and is not said');
  await person.doesNotSee(/Day \d+ ·/);
  const { person: told, treatment } = await person.file();
  person.must(JSON.stringify(told.conditions) === '[]', '"None of these" is no empty list');
  person.must(JSON.stringify(told.history) === '["keloid"]', `history is ${JSON.stringify(told.history)}`);
  person.must(!('allergies' in told), 'a list that was left open counts as asked');
  person.must(!('skin_type' in told) && !('setting' in treatment), '"Not sure" counts as an answer');
  person.must(told.zone === ZONE, `the zone is ${told.zone}, where the computer is in ${ZONE}`);
  person.must(treatment.areas?.[0]?.depth_mm === 1, `the depth is ${JSON.stringify(treatment.areas)}`);
  await person.open('/plan?of=before');
  await person.look('plan before, risky');
  await person.sees(/isotretinoin/i);
  await person.sees(/thick.{0,10}scar/i);
  await person.has('main section.alert, main section:has(.ask, .do-not, .wait)');
  await person.has('main ul.marks li', 3);
  await person.press('What to do after the session');
  person.isAt('/plan');
  // What was answered is still there when somebody comes back.
  await person.open('/setup/conditions');
  person.must(await person.page.locator('input[name="none"]').isChecked(), '"None of these" is forgotten');
  await person.open('/setup/history');
  person.must(await person.page.getByLabel(/Keloid/).first().isChecked(), 'what was ticked is forgotten');
  await person.press('Not sure');
  person.must(!('history' in (await person.file()).person), '"Not sure" takes nothing back');
  if (!isWhole(person)) {
    return;
  }
  await everyPage(person);
  // The day has come: whoever planned must find where to say that it is done.
  await person.open('/today');
  const links = await person.page.locator('a[href]').evaluateAll((all) => [...new Set(all.map((it) => it.getAttribute('href')))]);
  let found = false;
  for (const link of links.filter((it) => it !== '/' && it.startsWith('/') && !it.startsWith('/papers/') && it !== '/data/case.json')) {
    await person.open(link);
    found ||= (await person.page.locator('a[href*="of=ended"], form:has(input[name="of"][value="ended"])').count()) > 0;
  }
  person.must(found, 'no link from Today, nor from a page behind it, leads to where one says that the session is over');
}

/** 2. The night after, with a fever. */
async function badNight(person) {
  await setUp(person, { at: ago(30 * HOUR), look: true });
  await person.sees(/Day 1 · 30 hours/);
  await person.look('today, day 1');
  await person.has('.answer');
  await person.beginsCheckIn();
  await person.look('check-in');
  // All of it with the keyboard alone.
  const key = (name) => person.page.keyboard.press(name);
  const turn = async () => {
    await person.tabTo('form.check-in .actions button.primary');
    await person.follow(() => key('Enter'));
  };
  await person.tabTo('input[name="none"][value="breathing"]');
  await key('Space');
  await person.tabTo('input[name="none"][value="eyes"]');
  await key('Space');
  await person.tabTo('input[name="sign"][value="spreading-redness"]');
  await key('Space');
  await turn();
  await person.tabTo('input[name="symptom-pain"]');
  await key('ArrowDown');
  await turn();
  await person.tabTo('input[name="temperature_c"]');
  await person.page.keyboard.type(person.hasScripts ? '38.6' : '38,6');
  await key('Tab');
  await person.page.keyboard.type(CANARIES.note);
  await person.tabTo('form button[type="submit"]');
  await person.follow(() => key('Enter'));
  person.must(/\/result\/[0-9a-f-]+$/.test(person.page.url()), 'the check-in has no result');
  const result = new URL(person.page.url()).pathname;
  await person.look('result, emergency');
  await person.sees(/^Call 112 now/);
  await person.has('.level.emergency ol li', 2);
  await person.has('a[href="tel:112"]');
  await person.has('a[href="tel:+49307351946"]', 0);
  await person.sees(/38[.,]6/);
  await person.sees(/spreads/);
  await person.sees('Nobody reads this check-in but you');
  await person.doesNotSee(/Care for it at home/);
  const { check_ins: [told] } = await person.file();
  person.must(told.temperature_c === 38.6 && told.note === CANARIES.note, `told was ${JSON.stringify(told)}`);
  person.must(told.signs.join() === 'spreading-redness', `signs are ${told.signs}`);
  person.must(told.asked_signs.includes('faint') && !told.asked_signs.includes('hives'), 'what was not answered counts as asked');
  person.must('pain' in (told.symptoms ?? {}), 'the keyboard chose no symptom');
  await person.open('/today');
  await person.look('today, emergency');
  const first = await person.page.locator('main > h1 + *').evaluate((element) => element.className);
  person.must(first === 'level emergency', `Today begins with "${first}"`);
  await person.sees(/Call 112 now/);
  await person.has('.level.emergency a[href^="tel:"], .level.emergency a[href="/wrong"]');
  person.must((await person.page.locator('main > .answer').count()) === 0, 'a calm sentence stands beside the warning');
  for (const path of isWhole(person) ? [...PAGES, result] : ['/today', result]) {
    await person.open(path);
    await person.findsHelp();
  }
  await person.look('help');
  await person.open('/no-such-page', 404);
  await person.findsHelp();
  if (person.hasScripts && person.width === NARROW.width) {
    await person.open('/check-in');
    await person.walksThrough({ width: NARROW.width, height: 640 });
    for (const path of ['/today', '/check-in', '/setup/conditions', '/products', '/settings', '/may/retinoids', result]) {
      await person.open(path);
      await person.walksThrough(NARROW);
    }
  }
}

/** 3. A day on which all is as it should be, and what happens with answers that are missing or wrong. */
async function quietDay(person) {
  await setUp(person, { at: ago(50 * HOUR), contacts: false });
  await person.open('/recovery');
  await person.look('recovery, no check-in');
  person.must((await person.page.locator('.drawing .dot').count()) === 0, 'there are dots before a check-in');
  await person.beginsCheckIn();
  await noneOfAll(person);
  await person.turnsPage();
  await person.look('check-in, skin');
  await symptoms(person, { redness: 'mild', dryness: 'mild', tightness: 'mild', peeling: 'mild' });
  await person.turnsPage();
  await person.look('check-in, rest');
  await person.choose(/better/i);
  await person.fill(/temperature/, '36.8');
  await person.press('Done');
  await person.look('result, self-care');
  await person.has('.level.self-care');
  await person.sees(/Care for it at home/);
  await person.sees('Nobody reads this check-in but you');
  await person.sees(/Check in again by/);
  await person.open('/today');
  await person.sees(/Check in again by/);
  person.must((await person.page.locator('main .level').count()) === 0, 'Today warns on a quiet day');
  await person.open('/recovery');
  await person.look('recovery');
  const dots = await person.has('.drawing .dot', 4);
  const rows = await person.has('tr.told', 4);
  person.must(dots === rows, `${dots} dots and ${rows} rows`);
  await person.sees(/mild/i);
  // Nothing at all is answered: that is no good sign.
  await person.beginsCheckIn();
  await person.turnsPage();
  await person.turnsPage();
  await person.press('Done', 422);
  await person.look('fault, nothing answered');
  await person.doesNotSee(/Care for it at home/, 'is said to somebody who has answered nothing');
  await person.sees(/Answer at least one group/);
  // A sign wins over "None of these" of the same group.
  await person.beginsCheckIn();
  await noneOfAll(person);
  await person.page.evaluate(() => document.querySelectorAll('input[value="breathing-trouble"]').forEach((it) => { it.checked = true; }));
  await person.turnsPage();
  await person.turnsPage();
  await person.press('Done');
  await person.look('result, emergency, country unknown');
  await person.has('.level.emergency');
  await person.sees(/112|emergency number/i);
  await person.has('a[href^="tel:"]');
  // What cannot be right is said, and nothing else is lost.
  const before = JSON.stringify(await person.file());
  await person.beginsCheckIn();
  await person.turnsPage();
  await person.turnsPage();
  await person.fill('Anything else', CANARIES.secondNote);
  await person.fill(/temperature/, CANARIES.temperature);
  await person.press('Done', 422);
  await person.look('fault, input');
  await person.sees(/temperature/i, 'is what is wrong, and is not said');
  await person.doesNotSee(/temperature_c|check_ins/, 'is no word of a person, and is shown');
  person.must(JSON.stringify(await person.file()) === before, 'something of a refused check-in was stored');
  await person.findsHelp();
  await person.beginsCheckIn();
  await person.turnsPage();
  await person.turnsPage();
  await person.fill('Anything else', CANARIES.secondNote);
  await person.fill(/temperature/, '101');
  await person.press('Done', 422);
  await person.follow(() => person.page.goBack());
  const kept = await person.page.locator('#note').inputValue();
  person.must(kept === CANARIES.secondNote, 'going back after a fault, what was written is lost');
}

/** 4. Forty days later, the next session. */
async function secondSession(person, { nextMinute }) {
  await setUp(person, { at: ago(40 * DAY) });
  await person.beginsCheckIn();
  await person.choose(/spreads past/);
  await person.turnsPage();
  await symptoms(person, { pain: 'severe', warmth: 'moderate' });
  await person.turnsPage();
  await person.press('Done');
  const old = new URL(person.page.url()).pathname;
  await person.has('.level.same-day, .level.emergency');
  await person.look('result, late danger');
  await person.open('/today');
  await person.has('main .level');
  const check = await person.file();
  person.must(check.check_ins?.length === 1, 'the check-in is not in the case');
  // Neither a corrected time nor a new session takes away what somebody has to look at.
  for (const isAnother of [false, true]) {
    await again(person, isAnother, 422);
    await person.look('fault, danger');
    await person.sees(/first who looked/);
    await person.doesNotSee(/treatment\.ended/, 'is no word of a person, and is shown');
    await person.open('/today');
    await person.has('main .level');
  }
  await reachAndOpen(person.page.locator('.level summary'));
  await person.look('today, who looked');
  await person.press('A doctor');
  await person.open('/today');
  person.must((await person.page.locator('main .level').count()) === 0, 'the warning stays after a doctor looked');
  // What was told in the minute in which a session ends belongs to it.
  await nextMinute();
  await again(person, true);
  const { check_ins: left, treatment } = await person.file();
  person.must(left === undefined, 'check-ins of the earlier session count');
  person.must(treatment.device === undefined && treatment.areas === undefined, 'the earlier device and areas count');
  person.must(treatment.ended !== undefined, 'the session has no end');
  await person.open('/setup/device');
  person.must((await person.page.locator('input:checked').count()) === 0, 'the earlier device is chosen');
  await person.open('/today');
  await person.sees(/Day 0 · 0 hours/);
  await person.look('today, second session');
  await person.open('/recovery');
  person.must((await person.page.locator('.drawing .dot').count()) === 0, 'dots of the earlier session are drawn');
  await person.open(old);
  await person.has('.level.same-day, .level.emergency');
  if (isWhole(person)) {
    await everyPage(person);
  }
  await person.beginsCheckIn();
  await noneOfAll(person);
  await person.turnsPage();
  await person.turnsPage();
  await person.press('Done');
  await person.has('.level');
  person.must((await person.page.locator('.emergency, .same-day').count()) === 0, 'the danger of the earlier session counts');
  await person.doesNotSee(/You told|has grown/, 'was told in the earlier session, and is said');
  // The session after that is booked.
  await person.open('/start');
  await person.press(/I am going to be treated/);
  await person.fill(/Day and time/, ahead(30 * DAY));
  await person.press('Next');
  await person.open('/today');
  await person.sees(/Day 0/, 'is said no longer, as soon as the next session is booked');
  const { check_ins: still } = await person.file();
  person.must(still?.length === 1, 'booking the next session loses check-ins');
  if (isWhole(person)) {
    await everyPage(person);
  }
}

/** Sets the time of the session to now. */
async function again(person, isAnother, expected = 200) {
  await person.open('/setup/when?of=ended');
  await person.fill(/Day and time/, ago(0));
  if (isAnother) {
    await person.choose(/another session/);
  }
  await person.press('Next', expected);
  person.isAt(expected === 200 ? '/setup/setting' : '/setup/when');
}

/** 5. It is done already; and what is in a cream. */
async function alreadyDid(person) {
  await setUp(person, { at: ago(20 * HOUR) });
  await person.open('/may');
  await person.look('may');
  await person.press(/Retinoids/);
  person.isAt('/may/retinoids');
  await person.look('may, not yet');
  await person.sees(/not yet|wait/i);
  await person.press('I did it');
  person.isAt('/may/retinoids');
  await person.look('may, did it');
  await person.sees('You did it');
  await person.has('section ul.marks li.do');
  const { done } = await person.file();
  person.must(done?.length === 1 && done[0].what === 'retinoids', `done is ${JSON.stringify(done)}`);
  await person.open('/products');
  await person.look('products, none');
  await person.fill('What you call it', `${CANARIES.product} <b>bold</b>`);
  await person.fill(/list of what is in it/, CANARIES.label);
  await person.press('Look at it');
  person.isAt('/products');
  await person.look('products');
  await person.sees(`${CANARIES.product} <b>bold</b>`);
  await person.sees(/not yet|wait|retin/i);
  await person.has('.product .answer');
  const details = person.page.locator('.product details summary').first();
  await reachAndOpen(details);
  await person.sees(/Retinol/i);
  await person.look('products, opened');
  await person.open('/today');
  const whole = await person.page.locator('main').textContent();
  person.must(whole.includes(CANARIES.product), 'a product that has to wait is not among what has to wait');
  await person.look('today, with a product');
  await person.open('/products');
  await person.fill('What you call it', CANARIES.secondProduct);
  await person.fill(/list of what is in it/, CANARIES.secondLabel);
  await person.press('Look at it');
  await person.has('.product', 2);
  const first = person.page.locator('.product', { hasText: CANARIES.product });
  await person.follow(() => first.getByRole('button', { name: /Remove/ }).click());
  await person.doesNotSee(CANARIES.product, 'was removed');
  await person.sees(CANARIES.secondProduct);
  // Without a name, and a name that is only a tag.
  await person.fill(/list of what is in it/, CANARIES.secondLabel);
  await person.press('Look at it');
  await person.has('.product', 2);
  await person.look('products, without a name');
  // Very large words fit, too.
  await person.open('/settings');
  await person.look('settings');
  await person.choose('Very large');
  await person.fill('When it is open', CANARIES.hours);
  await person.press('Save');
  for (const path of ['/today', '/check-in', '/may/retinoids', '/products', '/plan', '/recovery', '/wrong', '/settings', '/setup/conditions', '/papers', '/course', '/data']) {
    await person.open(path);
    await person.fits(`${path}, very large words`);
  }
  await person.open('/settings');
  await person.fill(/Your country/, 'XQ');
  await person.press('Save', 422);
  await person.sees(/country/i);
}

async function reachAndOpen(summary) {
  await summary.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await summary.click();
}

/** 6. All of it to take along, then all of it gone. */
async function takeAlong(person, { program, folder }) {
  const { server } = person;
  await setUp(person, { at: ago(26 * HOUR) });
  await person.open('/products');
  await person.fill('What you call it', CANARIES.product);
  await person.fill(/list of what is in it/, CANARIES.label);
  await person.press('Look at it');
  await person.beginsCheckIn();
  await noneOfAll(person);
  await person.turnsPage();
  await person.turnsPage();
  await person.fill(/temperature/, '38.1');
  await person.fill('Anything else', CANARIES.note);
  await person.press('Done');
  const result = new URL(person.page.url()).pathname;
  const level = (await person.page.locator('main .level').first().getAttribute('class')).split(' ').at(-1);
  await person.look('result, fever');
  const page = await person.text();
  await person.open('/papers');
  await person.look('papers');
  const links = await person.page.locator('main a[href^="/papers/"]').evaluateAll((all) => all.map((it) => it.getAttribute('href')));
  person.must(links.length === 11, `${links.length} papers`);
  for (const link of links) {
    const answer = await person.fetched(link);
    const text = (await answer.body()).toString('latin1');
    const [begin, kind] = {
      pdf: ['%PDF', 'application/pdf'],
      html: ['<!doctype html>', 'text/html'],
      ics: ['BEGIN:VCALENDAR', 'text/calendar'],
    }[link.split('.').at(-1)];
    person.must(text.slice(0, 20).toLowerCase().startsWith(begin.toLowerCase()), `${link} begins with ${text.slice(0, 20)}`);
    person.must(answer.headers()['content-type'].startsWith(kind), `${link} is ${answer.headers()['content-type']}`);
    person.must(text.length > 500, `${link} has ${text.length} bytes`);
    // A calendar is shared; neither does a note belong on paper.
    person.must(!text.includes(CANARIES.note), `${link} has the note`);
    person.must(!link.endsWith('.ics') || !text.includes(CANARIES.name), `${link} has the name`);
  }
  for (const link of links.filter((it) => it.endsWith('.html'))) {
    await person.open(link);
    await person.fits(link);
  }
  const file = join(folder, `${server.port}-case.json`);
  const text = await (await person.fetched('/data/case.json')).text();
  writeFileSync(file, text);
  for (const word of [CANARIES.name, CANARIES.note, CANARIES.product, 'Frobnicol', CANARIES.phone]) {
    person.must(text.includes(word), `${word} is not in the file`);
  }
  const judged = spawnSync(program, ['triage', file, '--format', 'json', '--no-text'], { encoding: 'utf8' });
  person.must(judged.status === 0, `triage ends with ${judged.status}: ${judged.stderr.slice(0, 200)}`);
  const answer = judged.status === 0 ? JSON.parse(judged.stdout) : {};
  person.must(answer.level === level, `the command line says ${answer.level}, the page ${level}`);
  await server.close();
  const was = server.address;
  await server.open();
  person.must(server.address !== was || server.port > 0, 'the server is not there again');
  person.must((await (await person.fetched('/data/case.json')).text()) === text, 'after a restart the case is another one');
  await person.open(result);
  person.must((await person.text()) === page, 'after a restart the result is another one');
  await person.open('/today');
  await person.has('main .level');
  const planted = [CANARIES.name, CANARIES.note, CANARIES.product, 'Frobnicol', '7351946', 'Wobbelfink'];
  const kept = server.stored(planted);
  person.must(kept.length >= planted.length, `what was written is not found in the folder, so that erasing proves nothing: ${kept}`);
  await person.open('/data');
  await person.look('data');
  // The box beside the button is not ticked.
  await person.page.evaluate(() => document.querySelector('input[name="sure"]').removeAttribute('required'));
  await person.press('Erase everything');
  person.must((await (await person.fetched('/data/case.json')).text()) === text, 'erased without being sure');
  await person.open('/data');
  await person.choose(/Yes, erase/);
  await person.press('Erase everything');
  await person.sees(/It is gone/);
  await person.look('erased');
  server.stored(planted).forEach((place) => person.fault(`after erasing there is still ${place}`));
  await person.findsHelp().catch((error) => person.fault(error.message));
  await person.open('/');
  person.isAt('/start');
  await person.open(result, 404);
  await person.open('/data');
  await server.close();
  server.stored(planted).forEach((place) => person.fault(`after erasing and the end there is still ${place}`));
  await server.open();
  await person.open('/');
  person.isAt('/start');
}

/** 7. A new computer. */
async function moving(person, { program, folder }) {
  const { server } = person;
  await setUp(person, { at: ago(50 * HOUR) });
  await person.open('/products');
  await person.fill('What you call it', CANARIES.product);
  await person.fill(/list of what is in it/, CANARIES.label);
  await person.press('Look at it');
  await person.open('/check-in');
  await noneOfAll(person);
  await person.turnsPage();
  await person.turnsPage();
  await person.fill('Anything else', CANARIES.note);
  await person.press('Done');
  const result = new URL(person.page.url()).pathname;
  const answer = await person.text();
  await person.open('/start');
  await person.doesNotSee('Bring my data', 'is offered where somebody is already');
  await person.open('/data');
  await person.look('data, somebody');
  person.must((await person.page.locator('input[type="file"]').count()) === 0, 'a file is asked for where somebody is already');
  const fetched = person.page.waitForEvent('download');
  await person.page.getByRole('link', { name: 'Fetch the file' }).click();
  const download = await fetched;
  person.must(/^afterglow-\d{4}-\d\d-\d\d\.zip$/.test(download.suggestedFilename()), `the file is called ${download.suggestedFilename()}`);
  const archive = join(folder, `${server.port}.zip`);
  await download.saveAs(archive);
  const broken = join(folder, `${server.port}-broken.zip`);
  writeFileSync(broken, readFileSync(archive).subarray(0, -30));
  const pages = ['/data/case.json', '/papers/plan.html'];
  const files = await Promise.all(pages.map(async (path) => (await person.fetched(path)).text()));
  await person.open('/today');
  const today = still(await person.text());

  const other = await Server.start(program, `${server.folder}-other`);
  try {
    person.server = other;
    await person.open('/');
    person.isAt('/start');
    await person.look('start, nothing known');
    await person.press(/Bring my data/);
    person.isAt('/data');
    await person.look('data, nothing known');
    await person.page.locator('input[type="file"]').setInputFiles(broken);
    await person.press('Bring it in', 422);
    await person.look('fault, archive');
    await person.sees(/Nothing was changed here/);
    await person.sees(/The whole file: not an archive/);
    await person.findsHelp();
    await person.open('/start');
    await person.sees(/Bring my data/, 'is offered no longer after a file that is broken');
    await person.open('/data');
    await person.page.locator('input[type="file"]').setInputFiles(archive);
    await person.press('Bring it in');
    await person.sees(/It is all here now/);
    await person.look('data, brought in');
    await person.open('/today');
    const there = still(await person.text());
    person.must(there === today, `Today says something else: ${there.slice(0, 200)}, and not ${today.slice(0, 200)}`);
    await person.open(result);
    person.must((await person.text()) === answer, 'the answer of the check-in is another one');
    for (const [index, path] of pages.entries()) {
      const text = await (await person.fetched(path)).text();
      person.must(still(text) === still(files[index]), `${path} is another one`);
    }
    // Nobody else comes in beside them, and what was brought can be erased like anything else.
    const planted = [CANARIES.name, CANARIES.note, CANARIES.product, 'Frobnicol', '7351946', 'Wobbelfink'];
    person.must(other.stored(planted).length >= planted.length, 'what was brought in is not found in the folder');
    await person.open('/data');
    await person.choose(/Yes, erase/);
    await person.press('Erase everything');
    await person.sees(/Files that you took along/);
    other.stored(planted).forEach((place) => person.fault(`after erasing there is still ${place}`));
  } finally {
    await other.close();
    other.logged(TRACES).forEach((word) => person.fault(`the log of the other computer has ${word}`));
    person.server = server;
  }
  await person.open('/today');
  person.must(still(await person.text()) === today, 'the first computer is another one');
}

/** A page without what changes from minute to minute. */
function still(text) {
  return text.replace(/\(?in \d+ (minutes?|hours?|days?)[^)·]*\)?|\b\d+ hours?\b|\d\d:\d\d/g, '');
}

/** 7. Somebody is called away in the middle of a check-in. */
async function draft(person) {
  await setUp(person, { at: ago(30 * HOUR) });
  await person.beginsCheckIn();
  await person.choose('None of these', person.page.locator('fieldset:has(input[value="eyes"])'));
  await person.choose(/spreads past/);
  await person.turnsPage();
  await person.look('check-in, danger');
  await person.has('.level');
  if (person.hasScripts) {
    const kept = person.page.waitForResponse((answer) => answer.status() === 204);
    await person.page.locator('input[name="symptom-pain"][value="moderate"]').check();
    await kept;
  }
  await person.closesTheWindow();
  await person.open('/today');
  await person.look('today, with a check-in that was begun');
  await person.sees(/You began this check-in at \d/);
  person.must((await person.page.locator('main > .answer').count()) === 0, 'a calm sentence stands beside what was ticked');
  await person.open('/check-in');
  await person.look('check-in, offered');
  await person.press('Go on');
  person.must(await person.page.locator('input[value="spreading-redness"]').isChecked(), 'what was ticked is lost');
  person.must(await person.page.locator('input[name="none"][value="eyes"]').isChecked(), '"None of these" is lost');
  person.must(!(await person.page.locator('input[name="none"][value="ill"]').isChecked()), '"None of these" is ticked, and nobody did');
  await person.turnsPage();
  const pain = await person.page.locator('input[name="symptom-pain"][value="moderate"]').isChecked();
  person.must(pain === person.hasScripts, `with${person.hasScripts ? '' : 'out'} scripts the grade is ${pain ? '' : 'not '}kept`);
  await person.page.locator('input[name="symptom-warmth"][value="severe"]').check();
  await person.turnsPage();
  await person.press('Back');
  person.must(await person.page.locator('input[name="symptom-warmth"][value="severe"]').isChecked(), 'going back loses an answer');
  await person.follow(() => person.page.goBack());
  await person.follow(() => person.page.goForward());
  await person.turnsPage();
  await person.press('Done');
  await person.has('.level.same-day, .level.emergency');
  await person.open('/check-in');
  await person.doesNotSee(/You began this check-in/, 'has been sent, and is offered');
  const { check_ins: [told] } = await person.file();
  person.must(told.signs.join() === 'spreading-redness' && told.symptoms.warmth === 'severe', `told was ${JSON.stringify(told)}`);
  // Another one is begun, and not wanted.
  await person.choose('None of these', person.page.locator('fieldset:has(input[value="eyes"])'));
  await person.turnsPage();
  await person.open('/check-in');
  await person.press('Start anew');
  await person.doesNotSee(/You began/);
  person.must(!(await person.page.locator('input[name="none"][value="eyes"]').isChecked()), 'anew has old answers');
}

/** 8. A double press, and the same form once more. */
async function sentTwice(person) {
  await setUp(person, { at: ago(30 * HOUR) });
  await person.beginsCheckIn();
  await noneOfAll(person);
  await person.turnsPage();
  await symptoms(person, { redness: 'mild' });
  await person.turnsPage();
  const fields = await person.page.locator('form.check-in').evaluate((form) => [...new FormData(form)].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&'));
  const done = person.page.getByRole('button', { name: 'Done' });
  await person.follow(() => done.dblclick({ noWaitAfter: true }));
  await person.page.waitForURL('**/result/*');
  const send = () => person.page.context().request.post(`${person.server.address}/check-in`, {
    data: fields,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: person.server.address },
    maxRedirects: 0,
  });
  const again = await send();
  person.must(again.status() === 303 && person.page.url().endsWith(again.headers().location), 'sent again, it leads elsewhere');
  await person.server.close();
  await person.server.open();
  const later = await send();
  person.must(later.status() === 303, `sent again after a restart, the answer is ${later.status()}`);
  const { check_ins: told } = await person.file();
  person.must(told.length === 1, `a form that was sent three times is stored ${told.length} times`);
}

/** 9. What was told by mistake. */
async function mistake(person) {
  await setUp(person, { at: ago(50 * HOUR) });
  await person.open('/check-ins');
  await person.look('check-ins, none');
  await person.beginsCheckIn();
  await noneOfAll(person);
  await person.turnsPage();
  await symptoms(person, { warmth: 'mild' });
  await person.turnsPage();
  await person.press('Done');
  await person.press('My check-ins');
  await person.look('check-ins');
  await person.press(/Correct it/);
  await person.sees(/You correct what you told/);
  await person.look('check-in, corrected');
  person.must((await person.page.locator('input[name="none"]:checked').count()) === 4, 'what was told does not come back');
  await person.turnsPage();
  await person.page.locator('input[name="symptom-warmth"][value="none"]').check();
  await person.turnsPage();
  await person.press('Done');
  const { check_ins: corrected } = await person.file();
  person.must(corrected.length === 1 && corrected[0].symptoms.warmth === 'none', `it is ${JSON.stringify(corrected)}`);
  await person.open('/check-ins');
  await reachAndOpen(person.page.locator('summary', { hasText: 'Take it back' }));
  await person.look('check-ins, opened');
  await person.choose(/It was a mistake/);
  await person.press(/Take it back/);
  person.must((await person.file()).check_ins === undefined, 'what was taken back counts');
  // A danger does not become milder by being corrected.
  await person.beginsCheckIn();
  await person.choose(/spreads past/);
  await person.turnsPage();
  await person.turnsPage();
  await person.press('Done');
  await person.open('/check-ins');
  await person.look('check-ins, danger');
  await person.sees(/cannot become milder/);
  person.must((await person.page.locator('summary', { hasText: 'Take it back' }).count()) === 0, 'a danger may be taken back');
  await person.press(/Correct it/);
  await person.page.locator('input[value="spreading-redness"]').uncheck();
  await noneOfAll(person);
  await person.turnsPage();
  await person.turnsPage();
  await person.press('Done', 422);
  await person.sees(/cannot become milder/);
  await person.open('/today');
  await person.has('main .level');
}

/** 10. Somebody asks whether they can be treated, and is told to wait. */
async function planned(person) {
  await setUp(person, { card: 'I am going to be treated', at: ahead(20 * DAY) });
  await person.sees(/We cannot say yet|We found nothing/);
  await person.open('/setup/medications');
  await person.page.locator('input[name="day-isotretinoin"]').fill(local(Date.now() - 30 * DAY, 10));
  await person.page.locator('input[name="none"]').uncheck();
  await person.press('Next');
  await person.choose(/Chemical peel/);
  await person.page.locator('input[name="day-chemical-peel"]').fill(local(Date.now() - 10 * DAY, 10));
  await person.page.locator('select[name="kind-chemical-peel"]').selectOption('deep');
  await person.page.locator('input[name="none"]').uncheck();
  await person.press('Next');
  person.isAt('/setup/clinic');
  await person.press('Next');
  person.isAt('/screen');
  await person.look('screening, wait');
  await person.sees(/^May you be treated\? Wait until/);
  await person.sees(/Isotretinoin, last on/);
  await person.sees(/Chemical peel/);
  await person.has('a[href="tel:+49307351946"]');
  await person.press('What to do before the session');
  person.isAt('/plan?of=before');
}

/** 7. A course with an end in sight: its price, a wedding, the next session, how it turned out. */
async function wholeCourse(person) {
  await setUp(person, { at: ago(40 * DAY) });
  await person.open('/course');
  await person.look('course');
  await person.sees('1 session done.');
  const open = (words) => reachAndOpen(person.page.locator('summary', { hasText: words }).first());
  await open('Say what you treat');
  await person.look('course, what is treated');
  await person.choose('Acne scars');
  await person.follow(() => person.page.locator('form[action="/course/concerns"] button.primary').click());
  await person.sees(/3 to 6 sessions in all/);
  await open('Tell us the price');
  await person.fill('The price of one session', '250,50');
  await person.fill(/In which money/, 'eur');
  await person.follow(() => person.page.locator('form[action="/course/price"] button.primary').click());
  await person.sees('3 to 6 sessions: 751.5 EUR to 1503 EUR');
  await open('Tell us the day');
  await person.fill('Which day is it?', ahead(300 * DAY).slice(0, 10));
  await person.fill('What is on that day?', CANARIES.tried);
  await person.follow(() => person.page.locator('form[action="/course/event"] button.primary').click());
  await person.sees('All of it fits.');
  await person.sees(CANARIES.tried);
  await person.look('course, counted back');
  await open('Try another day');
  await person.fill('Count back from a day', ahead(20 * DAY).slice(0, 10));
  await person.press('Count back');
  await person.sees('It does not all fit.');
  await person.sees('The days between two sessions');
  await person.open('/course');
  await open('I have a day for it');
  const booked = ahead(45 * DAY);
  await person.fill('Day and time that is booked', booked);
  await person.follow(() => person.page.locator('form[action="/course/booking"] button.primary').click());
  await person.sees(booked.slice(11));
  // Week 4 is over: it can be said whether it worked.
  await person.choose('Better');
  await person.follow(() => person.page.locator('form[action="/course/improvement"] button.primary').click());
  const told = await person.file();
  person.must(told.check_ins?.[0]?.improvement === 'better', `told was ${JSON.stringify(told.check_ins)}`);
  person.must(told.price?.per_session === 250.5 && told.price.currency === 'EUR', `the price is ${JSON.stringify(told.price)}`);
  await person.look('course, all told');
  await person.follow(() => person.page.locator('form[action="/course/improvement"] button[name="open"]').click());
  person.must((await person.file()).check_ins === undefined, '"Not sure" takes nothing back');
  // The gates of the plan open to what they rest on.
  await person.open('/plan');
  await reachAndOpen(person.page.locator('.gates summary').first());
  await person.look('plan, opened');
  await person.follow(() => person.page.locator('.gates details[open] a').click());
  await person.look('plan, why');
  await person.has('table tbody tr, dl dt');
}

/** 8. Somebody who writes programs tries the API, and leaves nothing behind. */
async function otherPrograms(person) {
  await person.open('/papers');
  await person.press('For other programs');
  person.isAt('/api');
  await person.look('api');
  await person.press('Ask');
  await person.look('api, answer');
  await person.sees(/"level": "[a-z-]+"/);
  await reachAndOpen(person.page.locator('#answer summary'));
  await person.sees(/curl 'http:\/\/[^']+\/api\/v1\/triage'/);
  await person.choose(/plan\s+What do I do after/);
  await person.fill(/The case, as JSON/, '{"treatment": {"device": "chainsaw"}}');
  await person.press('Ask');
  await person.look('api, fault');
  await person.sees('"status": 422');
  await person.sees(/treatment\.device/);
  person.must(!('treatment' in (await person.file())), 'what was tried is stored');
  const description = await (await person.fetched('/api/v1/openapi.json')).json();
  person.must(description.openapi === '3.1.0' && Object.keys(description.paths).length === 10, 'the description is not whole');
}

// The one that has to wait comes first.
export const STORIES = [
  ['a second session', secondSession],
  ['a first visit', firstVisit],
  ['a bad night', badNight],
  ['a quiet day', quietDay],
  ['already did', alreadyDid],
  ['take along', takeAlong],
  ['moving to another machine', moving],
  ['a draft', draft],
  ['sent twice', sentTwice],
  ['a mistake', mistake],
  ['a planned session', planned],
  ['a whole course', wholeCourse],
  ['other programs', otherPrograms],
];
