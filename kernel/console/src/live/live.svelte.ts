import {SvelteMap} from 'svelte/reactivity';
import {api, ask, signed} from '../api/client';
import type {PersonPresent, Schemas} from '../api/types';
import {now} from '../words/now.svelte';
import {openPort, type FromWorker, type Port} from './port';
import type {StreamState} from './stream';

/** What the stream tells, by the event's type. */
export interface LiveEvents {
  hello: Schemas['LiveHello'];
  resync: Schemas['LiveResync'];
  ticket: Schemas['LiveTicket'];
  triage: Schemas['LiveTriage'];
  call: Schemas['LiveCall'];
  plugin: Schemas['LivePlugin'];
  dead_letter: Schemas['LiveDeadLetter'];
  presence: Schemas['LivePresence'];
}
type EventType = keyof LiveEvents;
type Handler = (data: never) => void;

const kStaleAfter = 60_000;
const kPresenceEvery = 20_000;

/** The page's end of the live stream: its state, its events, and who is at which ticket. */
class Live {
  state = $state<StreamState>('connecting');
  heard_at = $state(0);
  build = $state('');
  readonly presence = new SvelteMap<string, PersonPresent[]>();
  #handlers = new Map<EventType, Set<Handler>>();
  #port: Port | null = null;
  #was_broken = false;
  #when_signed_out: () => void = () => undefined;

  /** Nothing was heard for a minute: what is shown may be old. */
  is_stale = $derived(this.state !== 'live' && this.heard_at > 0 && now.shown - this.heard_at > kStaleAfter);
  is_broken = $derived(this.state === 'reconnecting');

  start(): void {
    if (this.#port !== null) return this.#port.send('begin');
    this.#port = openPort((message) => this.#receive(message));
    addEventListener('pagehide', () => this.#port?.send('bye'));
    addEventListener('online', () => this.hurry());
  }

  /** Called when the stream was told that nobody is signed in. */
  whenSignedOut(act: () => void): void {
    this.#when_signed_out = act;
  }

  hurry(): void {
    this.#port?.send('hurry');
  }

  /** Calls `act` for every event of a type; returns the call that ends it. */
  on<Type extends EventType>(type: Type, act: (data: LiveEvents[Type]) => void): () => void {
    const handlers = this.#handlers.get(type) ?? new Set();
    handlers.add(act as Handler);
    this.#handlers.set(type, handlers);
    return () => handlers.delete(act as Handler);
  }

  /** Says that the person is at a ticket, again and again until `leave`; `renew` says it at once. Nobody is bothered where it fails: presence is a courtesy. */
  attend(docket: string, state: () => {state: 'looking' | 'writing'; version: number}): {renew: () => void; leave: () => void} {
    const say = (body: {state: 'looking' | 'writing' | 'left'; version?: number}): void => {
      void ask(api.PUT('/api/v1/tickets/{docket}/presence', {params: {...signed, path: {docket}}, body})).then(
        (present) => this.#place(present),
        () => undefined,
      );
    };
    say(state());
    const timer = setInterval(() => document.visibilityState === 'visible' && say(state()), kPresenceEvery);
    return {
      renew: () => say(state()),
      leave: () => {
        clearInterval(timer);
        say({state: 'left'});
      },
    };
  }

  async loadPresence(): Promise<void> {
    const {presence} = await ask(api.GET('/api/v1/presence'));
    this.presence.clear();
    for (const one of presence) this.#place(one);
  }

  #place(present: Schemas['LivePresence']): void {
    if (present.people.length === 0) this.presence.delete(present.docket);
    else this.presence.set(present.docket, present.people);
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'state') {
      this.state = message.state;
      if (message.at > 0) this.heard_at = now.exact() - (Date.now() - message.at);
      if (message.state === 'reconnecting') this.#was_broken = true;
      if (message.state === 'signed_out') this.#when_signed_out();
      return;
    }
    const data: unknown = JSON.parse(message.event.data);
    const type = message.event.type as EventType;
    if (type === 'hello') this.#greet(data as LiveEvents['hello']);
    if (type === 'presence') this.#place(data as LiveEvents['presence']);
    for (const act of this.#handlers.get(type) ?? []) act(data as never);
  }

  #greet(hello: LiveEvents['hello']): void {
    now.set(hello.now);
    this.build = hello.build;
    if (this.#was_broken) void this.loadPresence().catch(() => undefined);
    this.#was_broken = false;
  }
}

export const live = new Live();
