import {createServer} from 'node:net';

/** A port of 127.0.0.1 that nobody listens on. */
export const freePort = () => new Promise((resolve, reject) => {
  const listener = createServer().once('error', reject);
  listener.listen(0, '127.0.0.1', () => {
    const {port} = listener.address();
    listener.close(() => resolve(port));
  });
});
