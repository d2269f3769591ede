// What a run starts, ended by its own id when the run ends, is interrupted, or dies.
import {spawn} from 'node:child_process';
import {closeSync, mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const kPatience = 60_000;
const kLinesOfLog = 5;

const endOf = (text) => text.trim().split('\n').slice(-kLinesOfLog).join('\n');

/** A folder, and the processes that live on it. */
export class Processes {
  folder = mkdtempSync(join(tmpdir(), 'seva-peer-'));
  #running = new Set();

  /** Starts what serves until the end. Its output goes into a file of the folder, of which `log` is the end. */
  start(name, program, words, environment = {}) {
    const path = join(this.folder, `${name}.log`);
    const file = openSync(path, 'a');
    const child = this.#spawn(program, words, environment, ['ignore', file, file]);
    closeSync(file);
    const printed = () => readFileSync(path, 'utf8');
    return {name, child, printed, log: () => endOf(printed())};
  }

  /** Runs what ends by itself, and answers with what it printed. `step` says in an error what could not be done. */
  async run(step, program, words, {environment = {}, input = ''} = {}) {
    const child = this.#spawn(program, words, environment, ['pipe', 'pipe', 'pipe']);
    let out = '';
    let err = '';
    child.stdout.on('data', (bytes) => (out += bytes));
    child.stderr.on('data', (bytes) => (err += bytes));
    child.stdin.on('error', () => undefined).end(input);
    await new Promise((resolve) => child.once('close', resolve));
    if (child.exitCode !== 0) throw new Error(`${step} failed (${program} ended with ${child.exitCode ?? child.signalCode}): ${endOf(err || out)}`);
    return out;
  }

  /** Asks until there is an answer; fails where the process that should give it has ended. */
  async ready(started, ask) {
    for (const until = Date.now() + kPatience; Date.now() < until && this.#running.has(started.child); await new Promise((resolve) => setTimeout(resolve, 100))) {
      const answer = await ask().catch(() => undefined);
      if (answer) return answer;
    }
    throw new Error(`${started.name} does not start: ${started.log()}`);
  }

  stop({child}) {
    return this.#ended(child);
  }

  /** The last started first, since what serves leans on what was there before. */
  async end() {
    for (const child of [...this.#running].reverse()) await this.#ended(child);
    rmSync(this.folder, {recursive: true, force: true});
  }

  /** A group of its own, since an interrupt at the keyboard is this run's to pass on; and a signal from the kernel should this run die. */
  #spawn(program, words, environment, stdio) {
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...words], {env: {...process.env, ...environment}, stdio, detached: true});
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child)).once('error', () => this.#running.delete(child));
    return child;
  }

  async #ended(child) {
    if (!this.#running.has(child)) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), kPatience);
    await exited;
    clearTimeout(late);
  }
}
