// An office at work: the real program on a database of its own, with the shipped instance of the police, X and an exchange beside it.
import {spawn, spawnSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startPeers} from './peers.mjs';

const kRoot = new URL('../..', import.meta.url).pathname;
const kBuild = process.env.SEVA_BUILD ?? join(kRoot, 'build/release');
const kPeople = {
  triage: ['triage@UPP-HQ'],
  lucknow: ['officer@UPP-D-LUCKNOW'],
  colleague: ['officer@UPP-D-LUCKNOW'],
  supervisor: ['supervisor@UPP-Z-LUCKNOW'],
  calls: ['call_taker@UPP-112', 'officer@UPP-D-LUCKNOW'],
  helpline: ['supervisor@UPP-1090'],
  admin: ['administrator@UPP-HQ'],
};
export const kComplaint = '@Uppolice Lucknow ke Hazratganj me mera mobile chori ho gaya, thane me report nahi likhi ja rahi. Please help';

const freePort = () => new Promise((resolve) => {
  const listener = createServer();
  listener.listen(0, '127.0.0.1', () => {
    const {port} = listener.address();
    listener.close(() => resolve(port));
  });
});

function replaced(text, before, after) {
  if (!text.includes(before)) throw new Error(`The instance no longer holds: ${before}`);
  return text.replace(before, after);
}

function writeInstance(folder, peers, server) {
  cpSync(join(kRoot, 'config/up-police'), folder, {recursive: true});
  const change = (name, changes) => writeFileSync(join(folder, name), changes.reduce((text, [before, after]) => replaced(text, before, after), readFileSync(join(folder, name), 'utf8')));
  change('seva.yaml', [
    ['    mode: replay\n', `    mode: live\n    hosts: ['${peers.x.slice('http://'.length)}']\n`],
    ['- {handle: Uppolice}', "- {handle: Uppolice, user_id: '500'}"],
    ['      mentions: false\n', `      mentions: false\n      api_url: ${peers.x}\n`],
    ["    mode: replay\n    hosts: ['exchange.invalid:5039']", `    mode: live\n    hosts: ['${peers.exchange}']`],
    ['tls://exchange.invalid:5039', `tcp://${peers.exchange}`],
    ['    mode: replay\n    confidential: UPP-1090\n', '    mode: live\n    confidential: UPP-1090\n'],
  ]);
  change('accounts.csv', [
    ['twitter,Uppolice,UPP-HQ,police,replay', 'twitter,Uppolice,UPP-HQ,police,live'],
    ['helpline1090,placeholder-1090-sms,UPP-1090,police,off,placeholder', 'helpline1090,1090,UPP-1090,police,live,sourced'],
  ]);
}

/** `people`: login → {roles, name, language}; `recordings`: what is taken in before the start, channel → file. */
export async function openOffice({people = Object.fromEntries(Object.entries(kPeople).map(([login, roles]) => [login, {roles, name: login}])), recordings = () => ({})} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'seva-story-'));
  const peers = await startPeers(join(kBuild, 'tests/simulators/seva_peers'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const instance = join(folder, 'instance');
  writeInstance(instance, peers);
  const environment = {
    ...process.env,
    SEVA_HOME: join(folder, 'home'),
    SEVA_INSTANCE: instance,
    SEVA_LISTEN: `127.0.0.1:${port}`,
    SEVA_TWITTER_CONSUMER_KEY: 'simulated-consumer-key',
    SEVA_TWITTER_CONSUMER_SECRET: 'simulated-consumer-secret',
    SEVA_TWITTER_BEARER_TOKEN: 'simulated-bearer-token',
    SEVA_TWITTER_ACCESS_TOKEN: 'token',
    SEVA_TWITTER_ACCESS_TOKEN_SECRET: 'token-secret',
    SEVA_DIAL100_SECRET: 'simulated-secret',
    SEVA_HELPLINE_TOKEN: 'a-token-of-the-gateway-0123456789',
  };
  const run = (...words) => {
    const ended = spawnSync(join(kBuild, 'seva'), [...words, '--instance', instance], {env: environment, encoding: 'utf8'});
    if (ended.status !== 0) throw new Error(`seva ${words[0]} ended with ${ended.status}: ${ended.stderr}`);
    return ended.stdout;
  };
  run('vault', 'create');
  const passwords = {};
  for (const [login, {roles, name, language}] of Object.entries(people))
    passwords[login] = JSON.parse(run('user', 'add', login, '--name', name, ...(language ? ['--language', language] : []), ...roles.flatMap((role) => ['--role', role]), '--random-password', '--json')).password;
  const recorded = Object.entries(recordings(folder)).map(([channel, file]) => `${channel}=${file}`);
  if (recorded.length > 0) run('replay', '--json', ...recorded);

  let server;
  let log = '';
  const start = async () => {
    server = spawn(join(kBuild, 'seva'), ['serve', '--instance', instance], {env: environment, stdio: ['ignore', 'pipe', 'pipe']});
    server.stderr.on('data', (bytes) => (log += bytes));
    await new Promise((resolve, reject) => {
      server.stdout.on('data', (bytes) => String(bytes).includes('Seva serves on') && resolve());
      server.once('exit', (status) => reject(new Error(`seva serve ended with ${status}: ${log.slice(-2000)}`)));
    });
  };
  const stop = () => new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.removeAllListeners('exit');
    server.once('exit', resolve);
    server.kill('SIGTERM');
  });
  await start();

  /** `pictures`: paths of files; one that leads nowhere is a picture that was taken away again. */
  const post = async (text = kComplaint, {author = '77', in_reply_to = '', pictures = []} = {}) => {
    const {id, body, signature} = await peers.tell('post', {author, text, in_reply_to, pictures});
    const answer = await fetch(`${address}/channels/twitter/webhook`, {method: 'POST', body, headers: {'Content-Type': 'application/json', 'x-twitter-webhooks-signature': signature}});
    if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}`);
    return id;
  };
  /** Asks until there is an answer; what the world does takes its time. */
  const eventually = async (ask, what) => {
    for (const until = Date.now() + 40_000; Date.now() < until; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const answer = await ask();
      if (answer) return answer;
    }
    throw new Error(`it did not come to pass: ${what}`);
  };
  const end = async () => {
    await stop();
    await peers.end();
    rmSync(folder, {recursive: true, force: true});
  };
  return {address, passwords, peers, post, eventually, start, stop, end, folder, log: () => log};
}

/** A person's own hand on the API, for what the story does not look at. */
export async function signedIn(office, login) {
  const answer = await fetch(`${office.address}/api/v1/session`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({login, password: office.passwords[login]})});
  if (answer.status !== 201) throw new Error(`${login} could not sign in: ${answer.status}`);
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const {csrf_token} = await answer.json();
  const send = async (method, path, body) => {
    const response = await fetch(`${office.address}${path}`, {method, headers: {cookie, 'X-CSRF-Token': csrf_token, 'Content-Type': 'application/json'}, body: body && JSON.stringify(body)});
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return text === '' ? null : JSON.parse(text);
  };
  const tickets = async (query = '') => (await send('GET', `/api/v1/tickets?order=newest${query}`)).tickets;
  return {send, tickets};
}
