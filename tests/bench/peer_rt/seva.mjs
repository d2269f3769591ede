// Seva as it is shipped for the police, on the same MariaDB; X's posts come by webhook, and nobody is answered, as in the peer's mode.
import {createHmac} from 'node:crypto';
import {cpSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Connection} from './connection.mjs';
import {kPassword, kUser} from './mariadb.mjs';

const kRoot = new URL('../../..', import.meta.url).pathname;
const kBuild = process.env.SEVA_BUILD ?? join(kRoot, 'build/release');
const kProgram = join(kBuild, 'seva');
const kAgent = 'agent';
const kConsumerSecret = 'consumer-secret-of-the-run';
const kOffice = {id: '500', username: 'Uppolice', name: 'UP Police'};
const kTogether = 16;

export class Seva {
  name = 'seva';
  #processes;
  #mariadb;
  #port;
  #password;

  /** Before the long way to the peer's figures. */
  static checkBuilt() {
    if (!existsSync(kProgram)) throw new Error(`${kProgram} is missing: build the target seva, or name another build by SEVA_BUILD.`);
  }

  static async open(processes, mariadb) {
    const seva = new Seva();
    seva.#processes = processes;
    seva.#mariadb = mariadb;
    await seva.#start();
    return seva;
  }

  async #start() {
    const instance = join(this.#processes.folder, 'instance');
    cpSync(join(kRoot, 'config/up-police'), instance, {recursive: true});
    const settings = readFileSync(join(instance, 'seva.yaml'), 'utf8');
    const account = '- {handle: Uppolice}';
    if (!settings.includes(account)) throw new Error(`The instance no longer holds: ${account}`);
    writeFileSync(join(instance, 'seva.yaml'), settings.replace(account, `- {handle: Uppolice, user_id: '${kOffice.id}'}`));
    const environment = {
      SEVA_HOME: join(this.#processes.folder, 'home'),
      SEVA_INSTANCE: instance,
      SEVA_DATABASE: `mysql://${kUser}:${kPassword}@127.0.0.1:${this.#mariadb.port}/seva`,
      SEVA_LISTEN: '127.0.0.1:0',
      SEVA_TWITTER_CONSUMER_KEY: 'consumer-key-of-the-run',
      SEVA_TWITTER_CONSUMER_SECRET: kConsumerSecret,
      SEVA_TWITTER_BEARER_TOKEN: 'bearer-token-of-the-run',
      SEVA_TWITTER_ACCESS_TOKEN: 'access-token-of-the-run',
      SEVA_TWITTER_ACCESS_TOKEN_SECRET: 'access-token-secret-of-the-run',
    };
    const run = (...words) => this.#processes.run(`seva ${words[0]}`, kProgram, [...words, '--instance', instance], {environment});
    await run('vault', 'create');
    this.#password = JSON.parse(await run('user', 'add', kAgent, '--name', 'Agent', '--role', 'supervisor@UPP-HQ', '--random-password', '--json')).password;
    const server = this.#processes.start('seva', kProgram, ['serve', '--instance', instance], environment);
    this.#port = await this.#processes.ready(server, async () => /Seva serves on http:\/\/127\.0\.0\.1:(\d+)/.exec(server.printed())?.[1]);
  }

  async signedIn() {
    const connection = new Connection(this.#port);
    const answer = await connection.send('POST', '/api/v1/session', JSON.stringify({login: kAgent, password: this.#password}), 'Content-Type: application/json\r\n');
    if (answer.status !== 201) throw new Error(`Seva's login was answered ${answer.status}.`);
    const [, cookie] = /^set-cookie: *([^;\r\n]+)/im.exec(answer.head);
    connection.headers = `Cookie: ${cookie}\r\nX-CSRF-Token: ${JSON.parse(answer.body).csrf_token}\r\n`;
    return connection;
  }

  async create(connection, complaint) {
    const {docket} = await connection.json('POST', '/api/v1/tickets', {text: complaint.text, name: `Citizen ${complaint.author}`, phone: complaint.phone});
    return docket;
  }

  async cycle(connection, complaint) {
    const ticket = `/api/v1/tickets/${await this.create(connection, complaint)}`;
    await connection.json('POST', `${ticket}/assignment`, {login: kAgent});
    await connection.json('POST', `${ticket}/status`, {status: 'in_process'});
    await connection.json('POST', `${ticket}/notes`, {text: 'The station was told to write the report today.'});
    await connection.json('POST', `${ticket}/status`, {status: 'closed', outcome: {code: 'action_taken', fields: {description: 'The report is written.'}}});
  }

  /** A mention as X's Activity API delivers it, one a request, signed. */
  async webhook(connection, {id, text, author}) {
    const citizen = {id: String(50_000 + author), username: `citizen_${author}`, name: `Citizen ${author}`};
    const body = JSON.stringify({data: {
      event_uuid: id, filter: {user_id: kOffice.id}, event_type: 'post.mention.create', tag: 'of the run',
      payload: {
        id, text: `@${kOffice.username} ${text}`, author_id: citizen.id, created_at: new Date().toISOString(), conversation_id: id, edit_history_tweet_ids: [id],
        entities: {mentions: [{start: 0, end: kOffice.username.length + 1, username: kOffice.username, id: kOffice.id}]},
      },
      includes: {users: [citizen, kOffice]},
    }});
    const signature = createHmac('sha256', kConsumerSecret).update(body).digest('base64');
    const answer = await connection.send('POST', '/channels/twitter/webhook', body, `Content-Type: application/json\r\nx-twitter-webhooks-signature: sha256=${signature}\r\n`);
    if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}`);
  }

  /** By its own webhook, and until the index of words has them. */
  async fill(complaints) {
    const left = complaints.values();
    await Promise.all(Array.from({length: kTogether}, async () => {
      const connection = new Connection(this.#port);
      for (const complaint of left) await this.webhook(connection, complaint);
      connection.end();
    }));
    const connection = await this.signedIn();
    for (;;) {
      const {index} = await connection.json('GET', '/api/v1/search?q=motorcycle&limit=1');
      if (index.part === 1 && index.lag_seconds === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    connection.end();
  }

  async #found(connection, path) {
    return (await connection.json('GET', path)).tickets.length;
  }

  page(connection) {
    return this.#found(connection, '/api/v1/tickets?open=true&order=due&limit=50');
  }

  search(connection, word) {
    return this.#found(connection, `/api/v1/search?q=${word}&limit=50`);
  }

  /** How many tickets there are. */
  async stored() {
    return Number(await this.#mariadb.ask('SELECT COUNT(*) FROM seva.tickets'));
  }
}
