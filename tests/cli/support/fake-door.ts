import { systemClock } from '@galley/engine/system';
import type { Door } from '../../../cli/src/door.ts';
import { runProgram } from '../../../cli/src/program.ts';
import { processOwner } from '../../../cli/src/system/process-owner.ts';

/** What one command line did. */
export interface CommandRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface FakeWorld {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly homeFolder?: string;
  readonly standardInput?: string;
  readonly isTerminal?: boolean;
  readonly signal?: AbortSignal;
  /** Told of everything written to standard output, as it is written. */
  readonly onWrite?: (text: string) => void;
}

/** A door over a folder; what is written is kept. */
export function createFakeDoor(world: FakeWorld): { door: Door; written: () => CommandRun } {
  let stdout = '';
  let stderr = '';
  const isTerminal = world.isTerminal ?? false;
  const door: Door = {
    version: '9.8.7',
    cwd: world.cwd,
    homeFolder: world.homeFolder ?? world.cwd,
    platform: process.platform,
    environment: world.environment ?? { PATH: process.env.PATH },
    stdout: {
      write: (text) => {
        stdout += text;
        world.onWrite?.(text);
      },
      isTerminal,
      columns: 80,
    },
    stderr: {
      write: (text) => {
        stderr += text;
      },
      isTerminal,
      columns: 80,
    },
    readStandardInput: async () => world.standardInput ?? '',
    clock: systemClock(),
    random: { next: () => Math.random() },
    owner: processOwner(),
    signal: world.signal ?? new AbortController().signal,
  };
  return { door, written: () => ({ exitCode: 0, stdout, stderr }) };
}

/** Runs a command line in a folder, in this process. */
export async function galley(
  world: FakeWorld | string,
  ...commandLine: string[]
): Promise<CommandRun> {
  const { door, written } = createFakeDoor(typeof world === 'string' ? { cwd: world } : world);
  const exitCode = await runProgram(commandLine, door);
  return { ...written(), exitCode };
}
