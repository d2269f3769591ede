// How often something can be done in a second, and how long it takes each time.
import {takeComplaint} from './complaints.mjs';

const kMilliseconds = 1000;
const kWarmUps = 3;

function percentiles(times) {
  const sorted = times.sort((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return {p50: at(0.5), p95: at(0.95)};
}

/** So many connections do the act again and again for `seconds`, after some that do not count; what is under way at the end is waited for and counts. */
export async function rateOf(side, act, {connections, seconds}) {
  const people = await Promise.all(Array.from({length: connections}, () => side.signedIn()));
  let acknowledged = 0;
  const once = async (connection) => {
    await side[act](connection, takeComplaint());
    ++acknowledged;
  };
  for (let warm_up = 0; warm_up < kWarmUps; ++warm_up) await Promise.all(people.map(once));
  const times = [];
  const begin = performance.now();
  await Promise.all(people.map(async (connection) => {
    for (let start = begin; start - begin < seconds * kMilliseconds;) {
      await once(connection);
      const now = performance.now();
      times.push(now - start);
      start = now;
    }
  }));
  const per_second = times.length / ((performance.now() - begin) / kMilliseconds);
  for (const connection of people) connection.end();
  return {per_second, acknowledged, ...percentiles(times)};
}

/** One after the other on one connection. `ask` answers with how many rows came. */
export async function timesOf(side, ask, count) {
  const connection = await side.signedIn();
  for (let warm_up = 0; warm_up < kWarmUps; ++warm_up) await ask(connection);
  const times = [];
  let rows = 0;
  for (let time = 0; time < count; ++time) {
    const start = performance.now();
    rows = await ask(connection);
    times.push(performance.now() - start);
  }
  connection.end();
  return {rows, ...percentiles(times)};
}
