// One connection that is kept, for requests one after the other: as little work as a client can do, since it runs on the cores of what it measures.
import {connect} from 'node:net';

const kEndOfHead = '\r\n\r\n';

/** The answer's length in `bytes`, and its body; null while it is not whole. */
function answerIn(bytes, is_closed) {
  const end = bytes.indexOf(kEndOfHead);
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const begin = end + kEndOfHead.length;
  const status = Number(head.slice(9, 12));
  const keeps = !/^connection: *close/im.test(head) && head.startsWith('HTTP/1.1');
  const length = /^content-length: *(\d+)/im.exec(head);
  if (length) return bytes.length < begin + Number(length[1]) ? null : {status, head, keeps, body: bytes.subarray(begin, begin + Number(length[1]))};
  if (status === 204 || status === 304) return {status, head, keeps, body: Buffer.alloc(0)};
  if (!/^transfer-encoding: *chunked/im.test(head)) return is_closed ? {status, head, keeps: false, body: bytes.subarray(begin)} : null;
  const parts = [];
  for (let at = begin; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = parseInt(bytes.toString('latin1', at, line), 16);
    if (bytes.length < line + 2 + size + 2) return null;
    if (size === 0) return {status, head, keeps, body: Buffer.concat(parts)};
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

export class Connection {
  #port;
  #socket = null;
  #coming = Buffer.alloc(0);
  #waiting = null;
  /** Lines of the head that every request carries: who is signed in. */
  headers = '';

  constructor(port) {
    this.#port = port;
  }

  /** Answers with {status, head, body}; `lines` are further lines of the head, each with its end. A failure to answer is an Error. */
  async send(method, path, body = '', lines = '') {
    const length = method === 'GET' ? '' : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    const request = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\n${this.headers}${lines}${length}\r\n${body}`;
    this.#socket ??= this.#connected();
    const answer = await new Promise((resolve, reject) => {
      this.#coming = Buffer.alloc(0);
      this.#waiting = {resolve, reject};
      this.#socket.write(request);
    });
    if (!answer.keeps) this.end();
    return answer;
  }

  /** As send(), of JSON; anything but a success is an Error. */
  async json(method, path, body, lines = '') {
    const answer = await this.send(method, path, body === undefined ? '' : JSON.stringify(body), `Content-Type: application/json\r\n${lines}`);
    if (answer.status < 200 || answer.status > 299) throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
    return answer.body.length === 0 ? null : JSON.parse(answer.body.toString());
  }

  end() {
    this.#socket?.removeAllListeners().on('error', () => undefined).destroy();
    this.#socket = null;
  }

  #connected() {
    const socket = connect({port: this.#port, host: '127.0.0.1', noDelay: true});
    socket.on('data', (bytes) => {
      this.#coming = this.#coming.length === 0 ? bytes : Buffer.concat([this.#coming, bytes]);
      this.#look(false);
    });
    socket.on('close', () => {
      this.#socket = null;
      if (this.#waiting && !this.#look(true)) this.#settle('reject', new Error(`the connection to port ${this.#port} was closed before the answer`));
    });
    socket.on('error', (error) => this.#settle('reject', error));
    return socket;
  }

  #look(is_closed) {
    const answer = this.#waiting && answerIn(this.#coming, is_closed);
    if (answer) this.#settle('resolve', answer);
    return Boolean(answer);
  }

  #settle(how, what) {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.[how](what);
  }
}
