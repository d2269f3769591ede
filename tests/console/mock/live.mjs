// Server-sent events with ids, replay and gaps, as the description says.
import {iso, now} from './clock.mjs';

const kKept = 200;
const kBeat = 15_000;

export class LiveLog {
  #next = 1;
  #log = [];
  #streams = new Set();
  #is_refusing = false;

  open(request, response, build) {
    if (this.#is_refusing) return void response.writeHead(503).end();
    response.writeHead(200, {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no'});
    response.write('retry: 3000\n\n');
    this.#write(response, 'hello', null, {now: iso(now()), build});
    const last = request.headers['last-event-id'];
    if (last !== undefined) this.#replay(response, Number(last));
    const beat = setInterval(() => response.write(': beat\n\n'), kBeat);
    this.#streams.add(response);
    response.on('close', () => {
      clearInterval(beat);
      this.#streams.delete(response);
    });
  }

  get count() {
    return this.#streams.size;
  }

  /** An event that can be replayed. */
  tell(type, data) {
    const event = {id: this.#next++, type, data};
    this.#log = [...this.#log, event].slice(-kKept);
    for (const stream of this.#streams) this.#write(stream, type, event.id, data);
  }

  /** One that cannot: only who listens now hears it. */
  mention(type, data) {
    for (const stream of this.#streams) this.#write(stream, type, null, data);
  }

  /** The line breaks, and stays broken until mend(). */
  cut() {
    this.#is_refusing = true;
    for (const stream of this.#streams) stream.destroy();
  }

  mend() {
    this.#is_refusing = false;
  }

  /** As after a restart without memory: whoever comes back gets a gap. */
  forget() {
    this.#log = [];
    this.#next += 10;
  }

  #replay(response, last) {
    const oldest = this.#log[0]?.id ?? this.#next;
    if (last + 1 < oldest || last >= this.#next) return this.#write(response, 'resync', this.#next++, {reason: 'gap'});
    for (const event of this.#log) if (event.id > last) this.#write(response, event.type, event.id, event.data);
  }

  #write(response, type, id, data) {
    response.write(`${id === null ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  }
}
