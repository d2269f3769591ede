// The first file to run, and a small one: it asks the server for what the page will need while the program itself is still on its way. On a poor line that saves
// two waits. `early` hands the answers over; whoever asks for the same address gets the answer that is already coming.
import {early} from './api/early';

const kAccept = {headers: {Accept: 'application/json'}};

function ask(address: string): Promise<Response> {
  const answer = fetch(address, kAccept);
  answer.catch(() => undefined);
  early.set(address, answer);
  return answer;
}

async function askForDesk(): Promise<void> {
  const answer = await ask('/api/v1/session');
  if (!answer.ok) return;
  for (const name of ['units', 'categories', 'departments', 'channels']) void ask(`/api/v1/${name}`);
  if (location.pathname !== '/desk' || location.search !== '') return;
  const session = (await answer.clone().json()) as {user: {home: string}};
  const list = `open=true&within=${encodeURIComponent(session.user.home)}&order=due`;
  for (const address of [`tickets?${list}&limit=50`, `tickets/counts?${list}`, 'views']) void ask(`/api/v1/${address}`);
}

void ask('/api/v1/instance');
void askForDesk().catch(() => undefined);
void import('./main');
