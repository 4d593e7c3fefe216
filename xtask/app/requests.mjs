// Requests that no page of the app sends: other sites, other names, nothing that proves where a form comes from.

import { request } from 'node:http';

import { inHeaders, inlineScripts } from './person.mjs';
import { CANARIES } from './stories.mjs';

const FORM = 'application/x-www-form-urlencoded';

/** One answer, whatever the headers say. */
function ask(server, { method = 'GET', path = '/', headers = {}, body = '' }) {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port: server.port, method, path, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.setTimeout(5000, () => sent.destroy(new Error(`no answer to ${method} ${path}`)));
    sent.on('error', (error) => resolve({ status: error.message, headers: {}, text: '' }));
    sent.end(body);
  });
}

/** What was sent, what must come back. */
function requests(server, cookie, token) {
  const own = `localhost:${server.port}`;
  const form = `token=${token}&name=${CANARIES.tried}&label=${CANARIES.tried}`;
  const post = (headers, body = form, path = '/products') => ({
    method: 'POST',
    path,
    headers: { host: own, cookie, 'content-type': FORM, ...headers },
    body,
  });
  const get = (path, headers = {}) => ({ path, headers: { host: own, ...headers } });
  const json = (body) => post({ 'content-type': 'application/json' }, JSON.stringify(body), '/api/v1/triage');
  return [
    ['a form without a token', post({}, `name=x&label=${CANARIES.tried}`), 403],
    ['a form with a token of its own', post({}, `token=${'ab'.repeat(32)}&label=${CANARIES.tried}`), 403],
    ['a form without a cookie', post({ cookie: '' }), 403],
    ['a form with a cookie and token made up', post({ cookie: `__Host-afterglow=${CANARIES.cookie}` }, `token=${CANARIES.cookie}&label=x`), 403],
    ['a form from another site', post({ origin: `http://${CANARIES.origin}` }), 403],
    ['a form from nowhere', post({ origin: 'null' }), 403],
    ['a form from another port', post({ origin: `http://localhost:${server.port + 1}` }), 403],
    ['a form that a browser says is from another site', post({ 'sec-fetch-site': 'cross-site' }), 403],
    ['a form that a browser says is from a sister site', post({ 'sec-fetch-site': 'same-site' }), 403],
    ['a form as plain text', post({ 'content-type': 'text/plain' }), 403],
    ['erasing without a token', post({}, 'sure=yes', '/data/erase'), 403],
    ['a set-up without a token', post({}, `name=${CANARIES.tried}`, '/setup/you'), 403],
    ['settings without a token', post({}, `name=${CANARIES.tried}`, '/settings'), 403],
    ['a check-in without a token', post({}, `note=${CANARIES.tried}`, '/check-in'), 403],
    ['a foreign name', get('/today', { host: CANARIES.host }), 403],
    ['a foreign name that begins as ours', get('/data/case.json', { host: `localhost.${CANARIES.host}:${server.port}` }), 403],
    ['a foreign name that posts', post({ host: CANARIES.host, origin: `http://${CANARIES.host}` }), 403],
    ['a wrong path', get(`/${CANARIES.path}?x=${CANARIES.query}`), 404],
    ['a wrong activity', get(`/may/${CANARIES.path}`), 404],
    ['a wrong result', get(`/result/${CANARIES.path}`), 404],
    ['a wrong paper', get(`/papers/${CANARIES.path}.pdf`), 404],
    ['a wrong step', get(`/setup/${CANARIES.path}`), 404],
    ['a path upwards', get(`/static/../../${CANARIES.path}`), 404],
    ['a wrong question', post({ 'content-type': 'application/json' }, '{}', `/api/v1/${CANARIES.path}`), 404],
    ['a key that nobody knows', json({ case: { person: { name: CANARIES.caseName } }, [CANARIES.key]: 1 }), 422],
    ['a value that cannot be', json({ case: { person: { name: CANARIES.caseName, born: CANARIES.born } } }), 422],
    ['too much', post({}, `token=${token}&label=${'x'.repeat(300_000)}`), 413],
    ['a country that is none', post({}, `token=${token}&country=${CANARIES.country}`, '/setup/clinic'), 422],
    ['a method that is not there', post({}, form, '/today'), 405],
  ];
}

/** Sends all of them; nothing may change, and every answer is as safe as a page. */
export async function hostile(server, faults) {
  const first = await ask(server, { path: '/products', headers: { host: `localhost:${server.port}` } });
  const [set = '', plain = ''] = [first.headers['set-cookie'] ?? []].flat();
  const cookie = set.split(';')[0];
  const token = /name="token" value="([0-9a-f]{64})"/.exec(first.text)?.[1] ?? '';
  const fault = (what) => faults.push(`requests: ${what}`);
  if (!/^__Host-.*; Path=\/; Secure; HttpOnly; SameSite=Strict$/.test(set) || token === '') {
    fault(`cookie ${set.replace(token, 'TOKEN')}, token of ${token.length} letters`);
  }
  // For browsers that keep no secure cookie of an address without encryption.
  if (!/^afterglow=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/.test(plain)) {
    fault(`the second cookie is ${plain.replace(token, 'TOKEN')}`);
  }
  const file = async () => (await ask(server, { path: '/data/case.json', headers: { host: `127.0.0.1:${server.port}` } })).text;
  const before = await file();
  const all = requests(server, cookie, token);
  for (const [name, sent, status] of all) {
    const answer = await ask(server, sent);
    if (answer.status !== status) {
      fault(`${name} is answered with ${answer.status}, not ${status}`);
    }
    inHeaders(answer.headers).forEach((what) => fault(`${name}: ${what}`));
    inlineScripts(answer.text).forEach((what) => fault(`${name}: ${what}`));
    if (!sent.path.startsWith('/api/') && !/href="\/wrong"/.test(answer.text)) {
      fault(`${name}: there is no help on the page`);
    }
    if ('access-control-allow-origin' in answer.headers) {
      fault(`${name}: another site may read it`);
    }
  }
  if ((await file()) !== before) {
    fault('something was stored');
  }
  // Otherwise all of it might have been refused for another reason.
  const good = await ask(server, {
    method: 'POST',
    path: '/products',
    headers: { host: `localhost:${server.port}`, cookie, 'content-type': FORM, origin: `http://localhost:${server.port}`, 'sec-fetch-site': 'same-origin' },
    body: `token=${token}&name=${CANARIES.product}&label=${encodeURIComponent(CANARIES.label)}`,
  });
  if (good.status !== 303 || !(await file()).includes(CANARIES.product)) {
    fault(`a form of our own page is answered with ${good.status}`);
  }
  await ask(server, { path: `/course?by=${CANARIES.query}`, headers: { host: `localhost:${server.port}` } });
  return { count: all.length + 1, secrets: [token] };
}
