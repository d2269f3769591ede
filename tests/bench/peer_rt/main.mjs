// Request Tracker 5 and Seva beside each other: one MariaDB, one client, each measure of the one right before that of the other. usage: node main.mjs [--tickets N] [--seconds N]
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
const kWork = [
  {acts: {rt: 'create', seva: 'create'}, numbers: [1, 4, 16]},
  {acts: {rt: 'cycle', seva: 'cycle'}, numbers: [4]},
  {acts: {rt: 'mail', seva: 'webhook'}, numbers: [4, 16]},
  {acts: {rt: 'bare_mail'}, numbers: [4, 16]},
];

const tell = (text) => process.stderr.write(`${text}\n`);
const print = (name, value, unit) => console.log(`${name} ${value} ${unit}`);

function printTimes(name, {p50, p95}) {
  print(`${name}_p50`, p50.toFixed(1), 'ms');
  print(`${name}_p95`, p95.toFixed(1), 'ms');
}

async function fill(side, complaints) {
  tell(`${side.name}: storing ${complaints.length} tickets`);
  const begin = performance.now();
  const looking = setInterval(() => side.stored().then((stored) => tell(`${side.name}: ${stored} tickets`), () => undefined), kLookEvery);
  await side.fill(complaints).finally(() => clearInterval(looking));
  const stored = await side.stored();
  if (stored !== complaints.length) throw new Error(`${side.name} made ${stored} tickets of ${complaints.length} complaints.`);
  print(`${side.name}_fill`, ((performance.now() - begin) / 1000).toFixed(0), 's');
}

/** The medians, by what was asked. */
async function read(sides) {
  const medians = {};
  for (const [name, ask] of Object.entries(kReads)) {
    medians[name] = {};
    for (const side of sides) {
      tell(`${side.name}: ${name}`);
      const {rows, ...times} = await timesOf(side, (connection) => ask(side, connection), kReadTimes);
      if (rows === 0) throw new Error(`${side.name} finds nothing: ${name}`);
      printTimes(`${side.name}_${name}`, times);
      print(`${side.name}_${name}_rows`, rows, 'count');
      medians[name][side.name] = times.p50;
    }
  }
  return medians;
}

/** The best rate of each side's acts among the numbers of connections. What was acknowledged must be there at the end, once. */
async function write(sides, seconds) {
  const rates = {rt: {}, seva: {}};
  const expected = {};
  for (const side of sides) expected[side.name] = await side.stored();
  for (const {acts, numbers} of kWork) {
    for (const connections of numbers) {
      for (const side of sides.filter(({name}) => acts[name])) {
        const act = acts[side.name];
        tell(`${side.name}: ${act} on ${connections} connections`);
        const {per_second, acknowledged, ...times} = await rateOf(side, act, {connections, seconds});
        print(`${side.name}_${act}_on_${connections}`, per_second.toFixed(1), 'per_second');
        printTimes(`${side.name}_${act}_on_${connections}`, times);
        rates[side.name][act] = Math.max(rates[side.name][act] ?? 0, per_second);
        expected[side.name] += acknowledged;
      }
    }
  }
  for (const side of sides) {
    const stored = await side.stored();
    print(`${side.name}_stored`, stored, 'tickets');
    if (stored !== expected[side.name]) throw new Error(`${side.name} acknowledged what would make ${expected[side.name]} tickets and holds ${stored}.`);
  }
  return rates;
}

async function compare(processes, {tickets, seconds}) {
  Seva.checkBuilt();
  const mariadb = await startMariadb(processes);
  tell('setting up Request Tracker, mode C: all scrips are disabled, so it sends no mail; this is its upper bound');
  print('rt_mode', 'C', 'all_scrips_disabled');
  const sides = [await RequestTracker.open(processes, mariadb)];
  tell('setting up Seva: X is listened to and not answered');
  sides.push(await Seva.open(processes, mariadb));
  const complaints = Array.from({length: tickets}, takeComplaint);
  for (const side of sides) await fill(side, complaints);
  const medians = await read(sides);
  const {rt, seva} = await write(sides, seconds);

  for (const [name, {rt: of_rt, seva: of_seva}] of Object.entries(medians)) print(`${name}_ratio`, (of_rt / of_seva).toFixed(1), 'times_faster');
  print('intake_ratio_to_bare_request', (seva.webhook / rt.bare_mail).toFixed(1), 'ratio');
  const ratios = {creates_ratio: seva.create / rt.create, cycles_ratio: seva.cycle / rt.cycle, intake_ratio: seva.webhook / rt.mail};
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
