import worker_url from './live.worker.ts?sharedworker&url';
import type {ServerEvent} from './event_parser';
import {Stream, type StreamState} from './stream';

export type FromWorker = {kind: 'event'; event: ServerEvent} | {kind: 'state'; state: StreamState; at: number};
/** begin: a new session, so a new stream; hurry: try at once; bye: this tab goes. */
export type ToWorker = 'begin' | 'hurry' | 'bye';

export interface Port {
  send(message: ToWorker): void;
}

/** Opens this tab's way to the stream: by the shared worker, or by a stream of its own where the browser has no shared worker. */
export function openPort(receive: (message: FromWorker) => void): Port {
  return 'SharedWorker' in globalThis ? openWorker(receive) : openOwn(receive);
}

function openWorker(receive: (message: FromWorker) => void): Port {
  const factory = (globalThis as {trustedTypes?: TrustedTypePolicyFactory}).trustedTypes;
  const policy = factory?.createPolicy('seva-worker', {
    createScriptURL: (url) => {
      if (url !== worker_url) throw new TypeError('only the console’s own worker is started');
      return url;
    },
  });
  const worker = new SharedWorker(policy?.createScriptURL(worker_url) ?? worker_url, {type: 'module', name: worker_url});
  worker.port.onmessage = (message: MessageEvent<FromWorker>) => receive(message.data);
  return {send: (message) => worker.port.postMessage(message)};
}

function openOwn(receive: (message: FromWorker) => void): Port {
  let stream: Stream | null = null;
  const begin = (): void => {
    stream?.end();
    stream = new Stream('/api/v1/live', {
      event: (event) => receive({kind: 'event', event}),
      state: (state, at) => receive({kind: 'state', state, at}),
    });
    void stream.run();
  };
  begin();
  return {
    send: (message) => {
      if (message === 'begin') begin();
      else if (message === 'hurry') stream?.hurry();
      else stream?.end();
    },
  };
}
