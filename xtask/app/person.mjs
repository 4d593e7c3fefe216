// Somebody at a browser: what they press and fill in, and what they must see. Whatever page comes, it is looked at: its
// headers, its weight, what it asks for, what it says on the console. Faults are collected, so that one run tells all.

import { NARROW, TAGS, byAxe, inWidth } from '../documents/browser.mjs';

const RULES = [...TAGS, 'best-practice'];
/** A page with all that it needs, over the wire. */
const MOST_BYTES = 60 * 1024;
/** What the browser says of an answer that is not 2xx; whether that answer was wanted is judged by its status. */
const FAILED = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** What every answer must carry, as a pattern for each header. */
const HEADERS = {
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'cache-control': /^(no-store|no-cache)$/,
};

/** What is wrong with the headers of an answer. A printed sheet brings its own style along, and no page of ours a script. */
export function inHeaders(headers, { isSheet = false, isStatic = false } = {}) {
  const faults = Object.entries(HEADERS)
    .filter(([name, pattern]) => !pattern.test(headers[name] ?? ''))
    .map(([name]) => `header ${name}: ${headers[name]}`);
  if (!isStatic && headers['cache-control'] !== 'no-store') {
    faults.push(`may be kept: ${headers['cache-control']}`);
  }
  const policy = (headers['content-security-policy'] ?? '').split(';').map((part) => part.trim());
  const isLoose = (part) => /unsafe-|https?:|\*/.test(part) && !(isSheet && part === "style-src 'unsafe-inline'");
  return [...faults, ...policy.filter(isLoose).map((part) => `policy allows ${part}`)];
}

/** Scripts that stand in a page itself. */
export function inlineScripts(html) {
  const scripts = [...html.matchAll(/<script\b([^>]*)>/gi)].filter(([, attributes]) => !/\bsrc="\/static\//.test(attributes));
  const handlers = [...html.matchAll(/<[a-z][^>]*\s(on[a-z]+)\s*=/gi), ...html.matchAll(/=["']?\s*(javascript:)/gi)];
  return [...scripts.map(([tag]) => `has ${tag}`), ...handlers.map(([, name]) => `has a handler ${name}`)];
}

/** Whether what has the keyboard can be seen at all. Runs in the browser. */
function isHidden() {
  const it = document.activeElement;
  if (it === null || it === document.body) {
    return null;
  }
  const { left, right, top, bottom } = it.getBoundingClientRect();
  for (const x of [left + 2, (left + right) / 2, right - 2]) {
    for (const y of [top + 2, (top + bottom) / 2, bottom - 2]) {
      const there = document.elementFromPoint(x, y);
      if (there !== null && (it.contains(there) || there.contains(it) || there.closest('label')?.contains(it))) {
        return null;
      }
    }
  }
  return `<${it.localName} ${it.name || it.getAttribute('href') || ''} ${it.value ?? ''}>`;
}

export class Person {
  constructor({ page, server, faults, seen, axe, hasScripts, width, isDone }) {
    Object.assign(this, { server, faults, seen, axe, hasScripts, width, isDone });
    this.pages = 0;
    this.loads = [];
    this.expected = new Set();
    this.watches(page);
  }

  watches(page) {
    this.page = page;
    page.on('request', (request) => this.asked(request));
    page.on('response', (response) => this.answered(response));
    page.on('console', (message) => this.said(message));
    page.on('pageerror', (error) => this.fault(`script fails: ${error.message}`));
  }

  /** Something is not as it must be. */
  fault(what) {
    this.faults.push(`${this.where()}: ${what}`);
  }

  where() {
    const { pathname, search } = URL.canParse(this.page.url()) ? new URL(this.page.url()) : { pathname: '', search: '' };
    return `${pathname.replace(/[0-9a-f-]{32,}/, 'ID')}${search}`;
  }

  must(holds, what) {
    if (!holds) {
      this.fault(what);
    }
  }

  asked(request) {
    const address = request.url();
    if (!address.startsWith(`${this.server.address}/`) && !address.startsWith('data:')) {
      this.fault(`asks another host: ${address.slice(0, 80)}`);
    }
    if (request.isNavigationRequest() && request.redirectedFrom() === null) {
      this.loads.push({ address, requests: [] });
    }
    this.loads.at(-1)?.requests.push(request);
  }

  answered(response) {
    const status = response.status();
    const path = response.url().slice(this.server.address.length);
    if (status >= 400 && !this.expected.has(status)) {
      this.fault(`${response.request().method()} ${path} answers ${status}`);
    }
    if (response.url().startsWith('data:')) {
      return;
    }
    const what = { isSheet: /^\/papers\/.*\.html/.test(path), isStatic: path.startsWith('/static/') };
    inHeaders(response.headers(), what).forEach((fault) => this.fault(`${path}: ${fault}`));
  }

  said(message) {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !(FAILED.test(text) && this.expected.size > 0)) {
      this.fault(`console: ${text.slice(0, 200)}`);
    }
  }

  /** Goes to a page of the app. */
  async open(path, expected = 200) {
    this.expected = new Set([expected]);
    const response = await this.page.goto(this.server.address + path);
    this.must(response !== null && response.status() === expected, `${path} answers ${response?.status()}, not ${expected}`);
    await this.arrived();
  }

  async arrived() {
    this.pages += 1;
    const html = await this.page.content();
    inlineScripts(html).forEach((fault) => this.fault(fault));
  }

  /** Does something that leads to another page. */
  async follow(act, expected = 200) {
    this.expected = new Set([expected]);
    const before = this.loads.length;
    const loaded = this.page.waitForEvent('load', { timeout: 8000 });
    await Promise.all([loaded, act()]);
    this.must(this.loads.length > before, 'leads nowhere');
    await this.arrived();
  }

  /** Presses a button or a link that bears this name. */
  async press(name, expected = 200) {
    const main = this.page.locator('main');
    const it = main.getByRole('button', { name, exact: true }).or(main.getByRole('link', { name, exact: typeof name === 'string' }));
    await this.follow(() => reach(it.first(), (found) => found.click()), expected);
  }

  /** A check-in comes one screen at a time. */
  async turnsPage() {
    await this.press('Next');
  }

  /** Opens a check-in in which nothing is answered. */
  async beginsCheckIn() {
    await this.open('/check-in');
    if ((await this.page.getByRole('button', { name: 'Start anew' }).count()) > 0) {
      await this.press('Start anew');
    }
  }

  /** The window is closed, and another one opened. */
  async closesTheWindow() {
    const context = this.page.context();
    const page = await context.newPage();
    await this.page.close();
    this.watches(page);
  }

  /** Ticks or chooses an answer by its words. */
  async choose(words, within = this.page.locator('main')) {
    await reach(within.getByLabel(words, { exact: typeof words === 'string' }).first(), (found) => found.check());
  }

  async fill(words, text) {
    await reach(this.page.locator('main').getByLabel(words).first(), (found) => found.fill(text));
  }

  /** All that stands on the page, without what repeats on every page. */
  async text() {
    return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ');
  }

  async sees(pattern, why = 'is not said') {
    const text = await this.text();
    const holds = typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
    this.must(holds, `${pattern} ${why}; there is: ${text.slice(0, 160)}`);
  }

  async doesNotSee(pattern, why = 'is said') {
    const text = await this.text();
    const holds = typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text);
    this.must(!holds, `${pattern} ${why}`);
  }

  async has(selector, least = 1) {
    const count = await this.page.locator(selector).count();
    this.must(count >= least, `${count} of ${selector}, at least ${least} are to be there`);
    return count;
  }

  isAt(path) {
    const { pathname, search } = new URL(this.page.url());
    this.must(pathname + search === path || pathname === path, `is at ${pathname}${search}, not ${path}`);
  }

  /** What the case looks like in a file. */
  async file() {
    return (await this.fetched('/data/case.json')).json();
  }

  /** A file that is fetched by a link. */
  async fetched(path) {
    const answer = await this.page.context().request.get(this.server.address + path);
    this.must(answer.ok(), `${path} answers ${answer.status()}`);
    inHeaders(answer.headers(), { isSheet: /\.html$/.test(path) }).forEach((fault) => this.fault(`${path}: ${fault}`));
    return answer;
  }

  /** Looks at a state of a page in both colours, once in each width; `state` is what it is called in a fault. */
  async look(state) {
    await this.fits(state);
    const once = `${state} ${this.width}`;
    // With scripts off axe cannot run; the document that it would see is the same.
    if (!this.hasScripts || this.isDone.has(once)) {
      return;
    }
    this.isDone.add(once);
    await this.page.evaluate(this.axe);
    // In the dark the document is the same, and nothing but its colours is another.
    for (const [scheme, rules] of [['light', RULES], ['dark', ['color-contrast']]]) {
      await this.page.emulateMedia({ colorScheme: scheme });
      const found = await this.page.evaluate(byAxe, rules);
      found.forEach((fault) => this.fault(`${state}, ${scheme}: ${fault}`));
      this.seen.push(`${once} ${scheme}`);
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
  }

  /** At its own width, and zoomed to 400 %. */
  async fits(state) {
    const own = this.page.viewportSize();
    for (const size of own.width > NARROW.width ? [own, NARROW] : [own]) {
      await this.page.setViewportSize(size);
      const found = await this.page.evaluate(inWidth);
      found.forEach((fault) => this.fault(`${state}, ${size.width} by ${size.height} px: ${fault}`));
    }
    await this.page.setViewportSize(own);
  }

  /** From here, help is two keys away. */
  async findsHelp() {
    const from = this.where();
    await this.page.keyboard.press('Tab');
    this.expected = new Set([200]);
    const arrives = this.page.waitForEvent('load', { timeout: 3000 }).catch(() => null);
    await this.page.keyboard.press('Enter');
    await arrives;
    if (!this.page.url().endsWith('/wrong')) {
      this.fault(`Tab and Enter on ${from} do not lead to help`);
      return;
    }
    this.pages += 1;
    const tel = this.page.locator('.level.emergency a[href^="tel:"]').first();
    this.must(await tel.isVisible(), `coming from ${from}, help has no number to press`);
  }

  /** Presses Tab until something has the keyboard. */
  async tabTo(selector, most = 150) {
    for (let pressed = 0; pressed < most; pressed += 1) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) {
        return;
      }
    }
    this.fault(`the keyboard does not reach ${selector}`);
  }

  /** Goes through a page with Tab. What has the keyboard must not lie under the bar (WCAG 2.4.11). */
  async walksThrough(size) {
    const own = this.page.viewportSize();
    await this.page.setViewportSize(size);
    const hidden = [];
    let steps = 0;
    for (; steps < 200; steps += 1) {
      await this.page.keyboard.press('Tab');
      const at = await this.page.evaluate(isHidden);
      if (at !== null) {
        hidden.push(at);
      }
      if (steps > 0 && (await this.page.evaluate(() => document.activeElement?.matches('.skip') || document.activeElement === document.body))) {
        break;
      }
    }
    this.must(steps > 5, 'Tab leads nowhere');
    this.must(hidden.length === 0, `${size.width} by ${size.height} px: ${hidden.length} of ${steps} have the keyboard unseen: ${hidden[0]}`);
    await this.page.setViewportSize(own);
  }

  /** What every page weighed. */
  async weighed() {
    let most = 0;
    for (const { address, requests } of this.loads) {
      const weights = await Promise.all(requests.map(weight));
      const bytes = weights.reduce((sum, it) => sum + (it === null ? 0 : it.responseBodySize + it.responseHeadersSize), 0);
      const path = address.slice(this.server.address.length);
      this.must(bytes <= MOST_BYTES, `${path.replace(/[0-9a-f-]{32,}/, 'ID')} weighs ${Math.ceil(bytes / 1024)} KB`);
      most = Math.max(most, bytes);
    }
    this.must(most > 1024, 'no page was weighed');
    return most;
  }
}

/** Brings something to the middle of the window first: whoever looks for it scrolls until nothing lies over it. */
async function reach(locator, act) {
  await locator.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await act(locator);
}

/** What a request weighed; nothing for one that a next page broke off. */
function weight(request) {
  const late = new Promise((resolve) => setTimeout(() => resolve(null), 1000));
  return Promise.race([request.sizes().catch(() => null), late]);
}
