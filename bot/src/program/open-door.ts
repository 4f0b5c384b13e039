import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Clock, Random } from '@galley/engine/ports';
import { systemClock } from '@galley/engine/system';
import packageFile from '../../package.json' with { type: 'json' };
import type { ConfigPorts } from '../config/config-ports.ts';

/** The process, as commands of the bot see it: nothing else touches it. */
export interface BotDoor extends ConfigPorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly random: Random;
  readonly version: string;
  /** Data, to standard output. */
  write(text: string): void;
  /** For people, and logs, to standard error. */
  say(text: string): void;
  /** Resolves when the process is asked to end. */
  stopped(): Promise<string>;
}

/** The real process. */
export function openDoor(): BotDoor {
  return {
    environment: process.env,
    clock: systemClock(),
    random: { next: Math.random },
    version: packageFile.version,
    workingFolder: process.cwd(),
    hostName: hostname(),
    readText(path) {
      try {
        return { text: readFileSync(path, 'utf8') };
      } catch (error) {
        return { reason: (error as NodeJS.ErrnoException).code ?? 'unreadable' };
      }
    },
    write: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(text),
    stopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
      }),
  };
}
