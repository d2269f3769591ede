// Request Tracker 5 of Debian in mode C: all scrips disabled, so that it tells nobody; that is the most it can do. Two workers, a database of its own on the run's MariaDB.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Connection} from './connection.mjs';
import {kPassword, kUser} from './mariadb.mjs';
import {freePort} from './ports.mjs';

const kHere = new URL('.', import.meta.url).pathname;
const kServer = '/usr/share/request-tracker5/libexec/rt-server';
const kAgent = 'agent';
const kWorkers = 2;

const subjectOf = ({text}) => text.slice(0, 60);
const requestorOf = ({author}) => `citizen${author}@example.invalid`;
const asRtWrites = (instant) => instant.toISOString().slice(0, 19).replace('T', ' ');

function settings(folder, mariadb, port) {
  return `Set($rtname, 'peer');
Set($Organization, 'peer.invalid');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($WebPath, '');
Set($CorrespondAddress, 'office@example.invalid');
Set($CommentAddress, 'office-comment@example.invalid');
Set($DatabaseType, 'mysql');
Set($DatabaseHost, '127.0.0.1');
Set($DatabaseRTHost, '127.0.0.1');
Set($DatabasePort, ${mariadb.port});
Set($DatabaseName, 'rt5');
Set($DatabaseUser, 'rt_user');
Set($DatabasePassword, '${kPassword}');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
Set($MailCommand, 'mbox');
$RT::VarPath = '${folder}';
$RT::MasonDataDir = '${folder}/mason_data';
$RT::MasonSessionDir = '${folder}/session_data';
1;
`;
}

export class RequestTracker {
  name = 'rt';
  #processes;
  #mariadb;
  #port;
  #environment;
  #folder;
  #server;

  static async open(processes, mariadb) {
    const tracker = new RequestTracker();
    tracker.#processes = processes;
    tracker.#mariadb = mariadb;
    await tracker.#prepare();
    await tracker.#start();
    return tracker;
  }

  async #prepare() {
    this.#port = await freePort();
    this.#folder = join(this.#processes.folder, 'rt');
    for (const folder of ['site', 'mason_data', 'session_data']) mkdirSync(join(this.#folder, folder), {recursive: true, mode: 0o700});
    writeFileSync(join(this.#folder, 'site.pm'), settings(this.#folder, this.#mariadb, this.#port));
    this.#environment = {RT_SITE_CONFIG: join(this.#folder, 'site.pm'), RT_SITE_CONFIG_DIR: join(this.#folder, 'site')};
    const run = (step, program, words) => this.#processes.run(step, program, words, {environment: this.#environment});
    await run('setting up the database of Request Tracker', 'rt-setup-database-5', ['--action', 'init', '--dba', kUser, '--dba-password', kPassword]);
    await run('preparing Request Tracker', 'perl', [join(kHere, 'rt_prepare.pl'), kAgent, kPassword]);
    await this.#mariadb.ask('UPDATE rt5.Scrips SET Disabled = 1');
  }

  async #start() {
    this.#server = this.#processes.start('rt-server', kServer,
      ['--host', '127.0.0.1', '--port', String(this.#port), '--max-workers', String(kWorkers), '--max-keepalive-reqs', '100', '--keepalive-timeout', '1'], this.#environment);
    await this.#processes.ready(this.#server, async () => {
      const connection = new Connection(this.#port);
      const {status} = await connection.send('GET', '/NoAuth/Login.html').finally(() => connection.end());
      return status === 200;
    });
  }

  /** A connection of the agent's. Signed in once and known by cookie: a password would be hashed at every request. */
  async signedIn() {
    const connection = new Connection(this.#port);
    const answer = await connection.send('POST', '/NoAuth/Login.html', `user=${kAgent}&pass=${kPassword}`, 'Content-Type: application/x-www-form-urlencoded\r\n');
    const cookies = [...answer.head.matchAll(/^set-cookie: *([^;\r\n]+)/gim)].map((found) => found[1]);
    if (cookies.length === 0) throw new Error(`Request Tracker gave no cookie at the login (status ${answer.status}).`);
    connection.headers = `Cookie: ${cookies.join('; ')}\r\n`;
    return connection;
  }

  async create(connection, complaint) {
    const {id} = await connection.json('POST', '/REST/2.0/ticket',
      {Queue: 'Police', Subject: subjectOf(complaint), Requestor: requestorOf(complaint), Due: asRtWrites(complaint.due), Content: complaint.text, ContentType: 'text/plain'});
    return id;
  }

  async cycle(connection, complaint) {
    const ticket = `/REST/2.0/ticket/${await this.create(connection, complaint)}`;
    await connection.json('PUT', `${ticket}/take`, {});
    await connection.json('PUT', ticket, {Status: 'open'});
    await connection.json('POST', `${ticket}/correspond`, {Content: 'The station was told to write the report today.', ContentType: 'text/plain'});
    await connection.json('PUT', ticket, {Status: 'resolved'});
  }

  #mail(complaint) {
    return `From: Citizen ${complaint.author} <${requestorOf(complaint)}>\r\nTo: office@example.invalid\r\nSubject: ${/^[ -~]*$/.test(subjectOf(complaint)) ? subjectOf(complaint) : `Complaint ${complaint.number}`}\r\n` +
      `Message-ID: <${complaint.id}@example.invalid>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${complaint.text}\r\n`;
  }

  /** A mail as a mail server hands it over: to the gateway's program. */
  async mail(_, complaint) {
    await this.#processes.run('handing over a mail', 'rt-mailgate-5', ['--queue', 'Police', '--action', 'correspond', '--url', `http://127.0.0.1:${this.#port}`], {input: this.#mail(complaint)});
  }

  /** The request that the gateway's program makes, without the program. */
  async bare_mail(connection, complaint) {
    const boundary = 'of-the-run';
    const part = (name, value, lines = '') => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n${lines}\r\n${value}\r\n`;
    const body = `${part('queue', 'Police')}${part('action', 'correspond')}${part('message', this.#mail(complaint), 'Content-Type: application/octet-stream\r\n')}--${boundary}--\r\n`;
    const answer = await connection.send('POST', '/REST/1.0/NoAuth/mail-gateway', body, `Content-Type: multipart/form-data; boundary=${boundary}\r\n`);
    if (answer.status !== 200 || !answer.body.toString().startsWith('ok')) throw new Error(`the mail gateway answered ${answer.status}: ${answer.body.toString().slice(0, 200)}`);
  }

  async fill(complaints) {
    const lines = join(this.#folder, 'complaints.jsonl');
    writeFileSync(lines, complaints.map((one) => JSON.stringify({subject: subjectOf(one), content: one.text, requestor: requestorOf(one), due: asRtWrites(one.due)})).join('\n'));
    await Promise.all([...Array(kWorkers).keys()].map((part) =>
      this.#processes.run('filling Request Tracker', 'perl', [join(kHere, 'rt_fill.pl'), lines, String(part), String(kWorkers)], {environment: this.#environment})));
    await this.#processes.run('making the full text index of Request Tracker', 'rt-setup-fulltext-index-5', ['--noask', '--dba', kUser, '--dba-password', kPassword], {environment: this.#environment});
    writeFileSync(join(this.#folder, 'site', 'fulltext.pm'), "Set(%FullTextSearch, Enable => 1, Indexed => 1, Table => 'AttachmentsIndex');\n1;\n");
    await this.#processes.stop(this.#server);
    await this.#start();
  }

  async #found(connection, query, order) {
    const fields = 'fields=Subject,Status,Queue,Owner,Due,Created,Requestor';
    const {items} = await connection.json('GET', `/REST/2.0/tickets?query=${encodeURIComponent(query)}&${order}&per_page=50&${fields}`);
    return items.length;
  }

  page(connection) {
    return this.#found(connection, "Queue = 'Police' AND Status = '__Active__'", 'orderby=Due&order=ASC');
  }

  search(connection, word) {
    return this.#found(connection, `Queue = 'Police' AND Content LIKE '${word}'`, 'orderby=id&order=DESC');
  }

  /** How many tickets there are. */
  async stored() {
    return Number(await this.#mariadb.ask("SELECT COUNT(*) FROM rt5.Tickets WHERE Type = 'ticket'"));
  }
}
