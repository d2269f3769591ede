import {EventParser, type ServerEvent} from './event_parser';

/** live: events come; connecting: the first try; reconnecting: the line broke and is tried again; signed_out: nobody is signed in, nothing is tried. */
export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'signed_out';

export interface StreamListener {
  event(event: ServerEvent): void;
  /** `at` is when the server was last heard. */
  state(state: StreamState, at: number): void;
}

const kSilence = 45_000;
const kFirstWait = 1_000;
const kLongestWait = 30_000;

/**
 * Reads /api/v1/live and keeps reading: after a break it comes back with the last event's id, first soon, then ever later up to half a minute, never in step with
 * others. A line without a word for 45 s is taken for dead, since the server sends a comment every 15 s.
 */
export class Stream {
  #last_id: string | null = null;
  #heard_at = 0;
  #waits = 0;
  #ends: AbortController | null = null;
  #wake: (() => void) | null = null;

  constructor(
    private readonly address: string,
    private readonly listener: StreamListener,
    private readonly random: () => number = Math.random,
  ) {}

  /** Runs until end(). */
  async run(): Promise<void> {
    const ends = new AbortController();
    this.#ends = ends;
    this.listener.state('connecting', this.#heard_at);
    while (!ends.signal.aborted) {
      const is_signed_in = await this.#read(ends).catch(() => true);
      if (ends.signal.aborted) return;
      if (!is_signed_in) {
        this.listener.state('signed_out', this.#heard_at);
        return;
      }
      this.listener.state('reconnecting', this.#heard_at);
      await this.#wait();
    }
  }

  end(): void {
    this.#ends?.abort();
    this.#wake?.();
  }

  /** Tries at once: the computer says that the line is back, or the person asks for it. */
  hurry(): void {
    this.#waits = 0;
    this.#wake?.();
  }

  /** One connection. False: nobody is signed in. */
  async #read(ends: AbortController): Promise<boolean> {
    const connection = new AbortController();
    const stop = (): void => connection.abort();
    ends.signal.addEventListener('abort', stop);
    let silence = setTimeout(stop, kSilence);
    try {
      const headers: Record<string, string> = {Accept: 'text/event-stream'};
      if (this.#last_id !== null) headers['Last-Event-ID'] = this.#last_id;
      const response = await fetch(this.address, {headers, signal: connection.signal, cache: 'no-store'});
      if (response.status === 401) return false;
      if (!response.ok || response.body === null) throw new Error(`the stream was answered ${response.status}`);
      const parser = new EventParser();
      const text = new TextDecoder();
      const reader = response.body.getReader();
      for (;;) {
        const {done, value} = await reader.read();
        if (done) return true;
        clearTimeout(silence);
        silence = setTimeout(stop, kSilence);
        this.#heard();
        for (const event of parser.take(text.decode(value, {stream: true}))) {
          if (event.type === 'signed_out') return false;
          if (event.id !== null) this.#last_id = event.id;
          this.listener.event(event);
        }
        this.#last_id = parser.last_id ?? this.#last_id;
      }
    } finally {
      clearTimeout(silence);
      ends.signal.removeEventListener('abort', stop);
      connection.abort();
    }
  }

  #heard(): void {
    this.#heard_at = Date.now();
    this.#waits = 0;
    this.listener.state('live', this.#heard_at);
  }

  #wait(): Promise<void> {
    const longest = Math.min(kLongestWait, kFirstWait * 2 ** this.#waits);
    this.#waits += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, longest * (0.5 + this.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
