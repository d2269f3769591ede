// One MariaDB for both, on a free port of 127.0.0.1, as durable as in production: each commit is flushed.
import {existsSync} from 'node:fs';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {freePort} from './ports.mjs';

export const kUser = 'peer';
export const kPassword = 'of-this-run-alone';

const programOf = (name) => ['/usr/sbin/', '/usr/bin/'].map((folder) => folder + name).find(existsSync) ?? name;

export async function startMariadb(processes) {
  const data = join(processes.folder, 'data');
  const socket = join(processes.folder, 'socket');
  const port = await freePort();
  const as_root = userInfo().uid === 0 ? ['--user=root'] : [];
  const install = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve', ...as_root];
  await processes.run('making the files of MariaDB', programOf('mariadb-install-db'), install);
  const server = processes.start('mariadbd', programOf('mariadbd'), [
    '--no-defaults', `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${join(processes.folder, 'pid')}`, `--port=${port}`, '--bind-address=127.0.0.1', '--skip-name-resolve',
    `--tmpdir=${data}`, // of its own: a server that starts removes what others have in a shared one
    '--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=512M', '--innodb-log-file-size=512M', '--max-allowed-packet=64M', '--character-set-server=utf8mb4', ...as_root,
  ]);
  const ask = async (statement) => (await processes.run('asking MariaDB', 'mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', '--batch', '--skip-column-names'], {input: statement})).trim();
  await processes.ready(server, () => ask('SELECT 1'));
  await ask(`CREATE USER ${kUser}@'127.0.0.1' IDENTIFIED BY '${kPassword}'; GRANT ALL ON *.* TO ${kUser}@'127.0.0.1' WITH GRANT OPTION; CREATE DATABASE seva`);
  return {port, ask};
}
