// Request Tracker 5 and Seva beside each other: one MariaDB, one client, one after the other in one run. usage: node main.mjs [--tickets N] [--seconds N]
// First so many tickets are stored in each, and lists and searches asked for; then on top of them complaints are registered, worked and taken in, so many seconds a measure.
import {parseArgs} from 'node:util';
import {kCommonWord, kRareWord, takeComplaint} from './complaints.mjs';
import {startMariadb} from './mariadb.mjs';
import {rateOf, timesOf} from './measure.mjs';
import {Processes} from './processes.mjs';
import {RequestTracker} from './rt.mjs';
import {Seva} from './seva.mjs';

const kGoals = {creates_ratio: 20, cycles_ratio: 20, intake_ratio: 100};
const kReads = {
  page_by_due: (side, connection) => side.page(connection),
  search_common_word: (side, connection) => side.search(connection, kCommonWord),
  search_rare_word: (side, connection) => side.search(connection, kRareWord),
};
const kReadTimes = 100;
const kLookEvery = 30_000;
const kRtActs = {create: [1, 4, 16], cycle: [4], mail: [4, 16], bare_mail: [4, 16]};
const kSevaActs = {create: [1, 4, 16], cycle: [4], webhook: [4, 16]};

const tell = (text) => process.stderr.write(`${text}\n`);
const print = (name, value, unit) => console.log(`${name} ${value} ${unit}`);

function printTimes(name, {p50, p95}) {
  print(`${name}_p50`, p50.toFixed(1), 'ms');
  print(`${name}_p95`, p95.toFixed(1), 'ms');
}

async function fill(side, tickets) {
  tell(`${side.name}: storing ${tickets} tickets`);
  const begin = performance.now();
  const looking = setInterval(() => side.stored().then((stored) => tell(`${side.name}: ${stored} tickets`), () => undefined), kLookEvery);
  await side.fill(Array.from({length: tickets}, takeComplaint)).finally(() => clearInterval(looking));
  const stored = await side.stored();
  if (stored !== tickets) throw new Error(`${side.name} made ${stored} tickets of ${tickets} complaints.`);
  print(`${side.name}_fill`, ((performance.now() - begin) / 1000).toFixed(0), 's');
}

/** The medians. */
async function read(side) {
  const medians = {};
  for (const [name, ask] of Object.entries(kReads)) {
    tell(`${side.name}: ${name}`);
    const {rows, ...times} = await timesOf(side, (connection) => ask(side, connection), kReadTimes);
    if (rows === 0) throw new Error(`${side.name} finds nothing: ${name}`);
    printTimes(`${side.name}_${name}`, times);
    print(`${side.name}_${name}_rows`, rows, 'count');
    medians[name] = times.p50;
  }
  return medians;
}

/** The best rate of each act among its numbers of connections. What was acknowledged must be there at the end, once. */
async function write(side, acts, seconds) {
  const rates = {};
  let expected = await side.stored();
  for (const [act, numbers] of Object.entries(acts)) {
    for (const connections of numbers) {
      tell(`${side.name}: ${act} on ${connections} connections`);
      const {per_second, acknowledged, ...times} = await rateOf(side, act, {connections, seconds});
      print(`${side.name}_${act}_on_${connections}`, per_second.toFixed(1), 'per_second');
      printTimes(`${side.name}_${act}_on_${connections}`, times);
      rates[act] = Math.max(rates[act] ?? 0, per_second);
      expected += acknowledged;
    }
  }
  const stored = await side.stored();
  print(`${side.name}_stored`, stored, 'tickets');
  if (stored !== expected) throw new Error(`${side.name} acknowledged what would make ${expected} tickets and holds ${stored}.`);
  return rates;
}

async function measure(side, acts, {tickets, seconds}) {
  await fill(side, tickets);
  return {medians: await read(side), rates: await write(side, acts, seconds)};
}

async function compare(processes, options) {
  Seva.checkBuilt();
  const mariadb = await startMariadb(processes);
  tell('setting up Request Tracker, mode C: all scrips are disabled, so it sends no mail; this is its upper bound');
  print('rt_mode', 'C', 'all_scrips_disabled');
  const tracker = await RequestTracker.open(processes, mariadb);
  const rt = await measure(tracker, kRtActs, options);
  await tracker.close();
  tell('setting up Seva: X is listened to and not answered');
  const seva = await measure(await Seva.open(processes, mariadb), kSevaActs, options);

  for (const name of Object.keys(kReads)) print(`${name}_ratio`, (rt.medians[name] / seva.medians[name]).toFixed(1), 'times_faster');
  print('intake_ratio_to_bare_request', (seva.rates.webhook / rt.rates.bare_mail).toFixed(1), 'ratio');
  const ratios = {creates_ratio: seva.rates.create / rt.rates.create, cycles_ratio: seva.rates.cycle / rt.rates.cycle, intake_ratio: seva.rates.webhook / rt.rates.mail};
  for (const [name, ratio] of Object.entries(ratios)) print(name, ratio.toFixed(1), `ratio_of_${kGoals[name]}`);
  return Object.entries(ratios).every(([name, ratio]) => ratio >= kGoals[name]);
}

function optionsOf(words) {
  try {
    const {values} = parseArgs({args: words, options: {tickets: {type: 'string', default: '20000'}, seconds: {type: 'string', default: '10'}}});
    const options = {tickets: Number(values.tickets), seconds: Number(values.seconds)};
    if (Number.isInteger(options.tickets) && options.tickets > 0 && options.seconds > 0) return options;
  } catch {
    // said below
  }
  tell('usage: peer-rt [--tickets N] [--seconds N]');
  process.exit(2);
}

const options = optionsOf(process.argv.slice(2));
const processes = new Processes();
let ending;
const end = () => (ending ??= processes.end());
for (const [signal, number] of Object.entries({SIGINT: 2, SIGTERM: 15, SIGHUP: 1})) process.once(signal, () => end().then(() => process.exit(128 + number)));
try {
  process.exitCode = (await compare(processes, options)) ? 0 : 1;
} catch (failure) {
  if (!ending) tell(failure.message);
  process.exitCode = 2;
} finally {
  await end();
}
