import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * Keeps a folder for this process, until it ends in whatever way: by a name that Linux gives to one process
 * of a machine (or container) at a time. Elsewhere it keeps nothing.
 * @returns what lets the folder go
 * @throws Error when another process, or this one before, has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  if (process.platform !== 'linux') return async () => {};
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  const server = createServer((socket) => socket.destroy()).unref();
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') reject(error);
      const advice = 'one process at a time may use it; several need PostgreSQL';
      reject(new Error(`another process has the database folder ${folder}: ${advice}`));
    });
    server.listen(`\0galley-${name}`);
  });
  return () => new Promise((resolve) => server.close(() => resolve()));
}
