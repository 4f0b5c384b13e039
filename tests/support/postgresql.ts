import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ensurePostgresql } from '../../scripts/install-postgresql.ts';

/** A PostgreSQL server of our own, for tests. */
export interface PostgresqlServer {
  /** Address of a new, empty database. */
  newDatabase(): string;
  /** Ends the server and deletes everything. */
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port and in a temporary folder; `undefined` where there is no PostgreSQL and
 * none can be installed, which is said aloud.
 * @param options.isDurable whether a commit waits for the disk; default false
 */
export async function startPostgresql(
  options: { readonly isDurable?: boolean } = {},
): Promise<PostgresqlServer | undefined> {
  const programs = ensurePostgresql();
  if (programs === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'galley-postgresql-'));
  const user = allowedUser();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const initdb = join(programs, 'initdb');
  const newCluster = ['-D', data, '-U', 'galley', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
  execFileSync(initdb, newCluster, { ...user, cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const settings = options.isDurable
    ? []
    : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder].concat(
      settings.flatMap((setting) => ['-c', setting]),
    ),
    { ...user, cwd: folder, stdio: 'ignore' },
  );
  const psql = (database: string, statement: string) =>
    execFileSync(
      join(programs, 'psql'),
      ['-h', '127.0.0.1', '-p', String(port), '-U', 'galley', '-d', database, '-c', statement],
      { stdio: 'pipe' },
    );
  await untilReady(() => psql('postgres', 'select 1'), server);
  let count = 0;
  return {
    newDatabase() {
      count += 1;
      psql('postgres', `create database test_${count}`);
      return `postgresql://galley@127.0.0.1:${port}/test_${count}`;
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses root: the user that its package makes. */
function allowedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(ask: () => void, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      ask();
      return;
    } catch (error) {
      if (attempt === 100 || server.exitCode !== null) throw error;
      await setTimeout(100);
    }
  }
}
