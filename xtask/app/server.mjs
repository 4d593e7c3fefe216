// The app as a person runs it: the program itself, on a free port of this machine, with a database of its own.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

// Not the zone of most machines that run tests: whoever forgets a zone is an hour wrong.
export const ZONE = 'Europe/Berlin';
const START_TIME = 20_000;
const END_TIME = 15_000;

// Whatever ends the run, no server stays behind.
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(1));
}

export class Server {
  /** A server with an empty folder. */
  static async start(program, folder, more = []) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const server = new Server(program, folder, more);
    await server.open();
    return server;
  }

  constructor(program, folder, more) {
    this.program = program;
    this.folder = folder;
    this.more = more;
    this.database = join(folder, 'afterglow.db');
    this.log = '';
  }

  async open() {
    const options = ['serve', '--listen', '127.0.0.1:0', '--database', this.database, '--log', 'trace', ...this.more];
    this.process = spawn(this.program, options, { env: { ...process.env, TZ: ZONE }, stdio: ['ignore', 'pipe', 'pipe'] });
    const child = this.process;
    running.add(child);
    child.on('exit', () => running.delete(child));
    let said = '';
    const add = (text) => {
      this.log += text;
    };
    this.process.stderr.on('data', add);
    this.address = await new Promise((resolve, reject) => {
      const failed = (why) => reject(new Error(`the server does not open: ${why}: ${this.log.slice(-300)}`));
      const timer = setTimeout(() => failed('it takes too long'), START_TIME);
      this.process.on('error', failed);
      this.process.on('exit', (code) => failed(`exit code ${code}`));
      this.process.stdout.on('data', (text) => {
        add(text);
        said += text;
        const address = /open at (http:\/\/\S+?)\/\n/.exec(said);
        if (address !== null) {
          clearTimeout(timer);
          resolve(address[1]);
        }
      });
    });
    this.port = Number(new URL(this.address).port);
  }

  async close() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const end = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      const timer = setTimeout(() => this.process.kill('SIGKILL'), END_TIME);
      await end;
      clearTimeout(timer);
      this.isStuck = this.process.signalCode === 'SIGKILL';
    }
  }

  /** The words that stand in the log. */
  logged(words) {
    return found(this.log, words);
  }

  /** The words that stand in any file of the folder, each with the file's name. */
  stored(words) {
    const files = readdirSync(this.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.flatMap((file) => {
      const bytes = readFileSync(join(file.parentPath ?? file.path, file.name));
      const texts = [bytes.toString('latin1'), bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')];
      return words.filter((word) => texts.some((text) => found(text, [word]).length > 0)).map((word) => `${file.name}: ${word}`);
    });
  }
}

/** The words that stand in a text, however they are written. */
function found(text, words) {
  const lower = text.toLowerCase();
  return words.filter((word) => lower.includes(word.toLowerCase()));
}
