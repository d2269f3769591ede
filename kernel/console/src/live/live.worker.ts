// One stream for all of a browser's tabs. Tabs say hello and goodbye; the stream ends with the last of them.
import {Stream, type StreamState} from './stream';
import type {FromWorker, ToWorker} from './port';

const ports = new Set<MessagePort>();
let stream: Stream | null = null;
let last: {state: StreamState; at: number} = {state: 'connecting', at: 0};

function tell(message: FromWorker): void {
  for (const port of ports) port.postMessage(message);
}

function begin(): void {
  stream?.end();
  last = {state: 'connecting', at: last.at};
  stream = new Stream('/api/v1/live', {
    event: (event) => tell({kind: 'event', event}),
    state: (state, at) => {
      last = {state, at};
      tell({kind: 'state', state, at});
    },
  });
  void stream.run();
}

function take(port: MessagePort, message: ToWorker): void {
  if (message === 'hurry') return stream?.hurry();
  if (message === 'begin') return begin();
  ports.delete(port);
  if (ports.size > 0) return;
  stream?.end();
  stream = null;
}

(globalThis as unknown as {onconnect: (event: MessageEvent) => void}).onconnect = (event) => {
  const port = event.ports[0];
  if (port === undefined) return;
  ports.add(port);
  port.onmessage = (message: MessageEvent<ToWorker>) => take(port, message.data);
  if (stream === null || last.state === 'signed_out') begin();
  port.postMessage({kind: 'state', ...last} satisfies FromWorker);
};
