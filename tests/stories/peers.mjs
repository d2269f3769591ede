// X and an exchange, simulated by one program beside the server: a line of JSON in, a line of JSON out (tests/simulators/peers_main.cpp).
import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';

export async function startPeers(program) {
  const child = spawn(program, {stdio: ['pipe', 'pipe', 'inherit']});
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  const next = async () => {
    const {value, done} = await lines.next();
    if (done) throw new Error('The simulators ended.');
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(`simulators: ${answer.error}`);
    return answer;
  };
  const addresses = await next();
  let turn = Promise.resolve();
  const tell = (act, words = {}) => (turn = turn.catch(() => undefined).then(() => {
    child.stdin.write(`${JSON.stringify({do: act, ...words})}\n`);
    return next();
  }));
  const end = () => new Promise((resolve) => {
    child.once('exit', resolve);
    child.stdin.end();
  });
  return {...addresses, tell, end};
}
