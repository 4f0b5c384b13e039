import { homedir } from 'node:os';
import { text } from 'node:stream/consumers';
import type { WriteStream } from 'node:tty';
import { GalleyError } from '@galley/engine/errors';
import { systemClock } from '@galley/engine/system';
import type { Door, Output } from '../door.ts';
import { processOwner } from './process-owner.ts';

import { version } from './version.ts';

/** The door of a real process: its streams, environment, clock and signals. */
export function processDoor(): Door {
  let stop: AbortController | undefined;
  const stopForLackOfReaders = () => {
    stop?.abort(
      new GalleyError('interrupted', 'stopped, because nobody reads the output any more'),
    );
  };
  return {
    version,
    cwd: process.cwd(),
    homeFolder: homedir(),
    platform: process.platform,
    environment: process.env,
    stdout: streamOutput(process.stdout, stopForLackOfReaders),
    stderr: streamOutput(process.stderr, () => undefined),
    readStandardInput: () => text(process.stdin),
    clock: systemClock(),
    random: { next: () => Math.random() },
    owner: processOwner(),
    get signal() {
      stop ??= stopOnSignals();
      return stop.signal;
    },
  };
}

/** Aborts on the first SIGINT or SIGTERM; the second ends the process. */
function stopOnSignals(): AbortController {
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort(new GalleyError('interrupted', 'stopped by a signal'));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return stop;
}

/** A closed pipe (`galley list | head`) silences the stream; the exit code stays the command's own. */
function streamOutput(stream: NodeJS.WriteStream, onClosed: () => void): Output {
  let isClosed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EOF' && error.code !== 'ERR_STREAM_DESTROYED') {
      throw error;
    }
    if (!isClosed) onClosed();
    isClosed = true;
  });
  return {
    write: (content) => {
      if (!isClosed) stream.write(content);
    },
    isTerminal: stream.isTTY === true,
    columns: (stream as WriteStream).columns ?? 80,
  };
}
