/** One server-sent event (WHATWG HTML, section 9.2). `id` is null where the event has none. */
export interface ServerEvent {
  type: string;
  id: string | null;
  data: string;
}

/** Takes the stream's text piece by piece and gives the events that are whole. */
export class EventParser {
  /** The last id of a whole block; one without data is no event, but its id counts. Null: there was none yet. */
  last_id: string | null = null;
  #rest = '';
  #type = '';
  #id: string | null = null;
  #data: string[] = [];

  take(piece: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const lines = (this.#rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        this.last_id = this.#id ?? this.last_id;
        if (this.#data.length > 0) events.push({type: this.#type || 'message', id: this.#id, data: this.#data.join('\n')});
        this.#type = '';
        this.#id = null;
        this.#data = [];
      } else {
        this.#field(line);
      }
    }
    return events;
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
  }
}
