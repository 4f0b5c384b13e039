import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { ProgramCall, ProgramOutcome, Programs } from '../ports/programs.ts';

/** Characters of standard error that are kept for a message. */
const mostErrorText = 4096;

/** How long an ended program's output is waited for when something outside its group holds it open. */
const drainMs = 1000;

/** What of the door's world decides where programs are found and how they are ended. */
export interface ProgramsDoor {
  /** Only `PATH` is read; programs get an empty one. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * Runs programs in a folder, each as the leader of a process group of its own: the environment is empty,
 * no shell is involved, and the whole group is killed when the time is up, the output too long, the run
 * interrupted, and when the program itself has ended. A program that leaves its group on purpose
 * survives: this keeps mistakes in, not attackers.
 * @param folder absolute path of the project
 * @param mask replaces secrets in what a program prints
 */
export function localPrograms(
  { environment, platform }: ProgramsDoor,
  folder: string,
  mask: (text: string) => string,
): Programs {
  return {
    async run(call, signal) {
      signal.throwIfAborted();
      const [program = '', ...args] = call.run;
      const file = findProgram(program, { folder, path: environment.PATH ?? '', platform });
      if (file === undefined) {
        const reason = /[\\/]/.test(program)
          ? 'there is no such executable file'
          : 'it is not on the PATH';
        return { kind: 'not-started', reason };
      }
      const child = spawn(file, args, {
        cwd: folder,
        env: {},
        shell: false,
        detached: platform !== 'win32',
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      });
      const outcome = await watch(child, call, signal);
      signal.throwIfAborted();
      return masked(outcome, mask);
    },
  };
}

function watch(
  child: ChildProcess,
  { input, timeoutMs, mostOutputBytes }: ProgramCall,
  signal: AbortSignal,
): Promise<ProgramOutcome> {
  const { promise, resolve: settle } = Promise.withResolvers<ProgramOutcome>();
  const stdout: Buffer[] = [];
  let stdoutBytes = 0;
  let stderr = '';
  const end = (outcome: ProgramOutcome) => {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    killGroup(child);
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
    settle(outcome);
  };
  const abort = () => end({ kind: 'too-slow', stderr });
  let timer = setTimeout(() => end({ kind: 'too-slow', stderr }), timeoutMs);
  signal.addEventListener('abort', abort, { once: true });
  child.stdout?.on('data', (chunk: Buffer) => {
    stdoutBytes += chunk.length;
    if (stdoutBytes > mostOutputBytes) end({ kind: 'too-much-output', stderr });
    else stdout.push(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    if (stderr.length < mostErrorText) stderr += chunk.toString('utf8');
    stderr = stderr.slice(0, mostErrorText);
  });
  // A program may decide without reading all that it is given.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  child.on('error', (error: NodeJS.ErrnoException) => {
    end({ kind: 'not-started', reason: error.code ?? error.message });
  });
  const ended = () => {
    const text = Buffer.concat(stdout).toString('utf8');
    end({ kind: 'ended', exitCode: child.exitCode ?? undefined, stdout: text, stderr });
  };
  // What a program left running keeps the pipes open: it ends first, then what was printed is read.
  child.on('exit', () => {
    killGroup(child);
    clearTimeout(timer);
    timer = setTimeout(ended, drainMs);
  });
  child.on('close', ended);
  return promise;
}

/** The whole group; Windows has none, so there the program alone. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') child.kill('SIGKILL');
  }
}

interface Search {
  readonly folder: string;
  readonly path: string;
  readonly platform: NodeJS.Platform;
}

/** A name is looked up on the PATH of whoever runs Galley; anything with a slash is of the project. */
function findProgram(program: string, { folder, path, platform }: Search): string | undefined {
  if (/[\\/]/.test(program)) {
    const file = resolve(folder, program);
    return isExecutable(file) ? file : undefined;
  }
  const names = platform === 'win32' ? [`${program}.exe`, program] : [program];
  return path
    .split(delimiter)
    .filter((entry) => entry !== '')
    .flatMap((entry) => names.map((name) => join(resolve(folder, entry), name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function masked(outcome: ProgramOutcome, mask: (text: string) => string): ProgramOutcome {
  if (outcome.kind === 'not-started') return outcome;
  if (outcome.kind !== 'ended') return { ...outcome, stderr: mask(outcome.stderr) };
  return { ...outcome, stdout: mask(outcome.stdout), stderr: mask(outcome.stderr) };
}
