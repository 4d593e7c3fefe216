// A durable check-in with Express and better-sqlite3, in one process.
//
// The body is stored as a row of its own, with one commit for each request, and the answer leaves after the commit.
//
// Asked with the folder of `node_modules` and the path of a new database, it says on one line of JSON where it listens
// and how durable it is.

import { createRequire } from 'node:module';
import { join } from 'node:path';

const [modules, path] = process.argv.slice(2);
const require = createRequire(join(modules, 'package.json'));
const Database = require('better-sqlite3');
const express = require('express');

const database = new Database(path);
const journal_mode = database.pragma('journal_mode = WAL', { simple: true });
database.pragma('synchronous = FULL');
const synchronous = database.pragma('synchronous', { simple: true });
database.exec('CREATE TABLE check_in (id INTEGER PRIMARY KEY, body BLOB NOT NULL)');
const insert = database.prepare('INSERT INTO check_in (body) VALUES (?)');

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.use(express.raw({ type: 'application/x-www-form-urlencoded' }));
app.post('/check-in', (request, response) => {
  const { lastInsertRowid } = insert.run(request.body);
  response.status(303).location(`/result/${lastInsertRowid}`).end();
});
const listener = app.listen(0, '127.0.0.1', () => {
  const { port } = listener.address();
  console.log(JSON.stringify({ port, journal_mode, synchronous }));
});
