import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { GalleyError } from '../../errors/galley-error.ts';
import type { Environment } from './find-git-binary.ts';
import { partialCloneRefusal } from './partial-clone.ts';

/** How Git is called: which program, in which folder, with which variables. */
export interface GitProgram {
  binary: string;
  folder: string;
  environment: Environment;
  /** A call that takes longer is killed. */
  timeoutMs: number;
}

export interface GitCall {
  arguments: readonly string[];
  /** Written to standard input. */
  input?: string;
  /** Exit codes that are an answer rather than a failure; 0 always is. */
  answers?: readonly number[];
  /** Takes the output as it comes; without it the output is collected, up to 256 MiB. */
  onOutput?: (chunk: Buffer) => void;
}

/** What a call of Git answered. */
export interface GitAnswer {
  exitCode: number;
  output: Buffer;
  /** What it wrote to standard error, cut at 16 KiB. */
  message: string;
}

const maxOutputBytes = 256 * 1024 * 1024;
const maxMessageBytes = 16 * 1024;

/** A repository's own configuration may be hostile: nothing in it may start a program. */
const safeOptions = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', `core.hooksPath=${devNull}`, 'core.quotepath=off'].flatMap((item) => [
    '-c',
    item,
  ]),
];

const passedOn =
  /^(?:PATH|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|APPDATA|LOCALAPPDATA|PROGRAMDATA|SYSTEMROOT|SYSTEMDRIVE|TMPDIR|TEMP|TMP|XDG_CONFIG_HOME|SUDO_UID|DEVELOPER_DIR|GIT_EXEC_PATH|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|GIT_CEILING_DIRECTORIES)$/i;

/**
 * Runs one Git command and gives its exit code and output.
 * @throws GalleyError `git-failed` for an exit code that is no answer, a timeout, or too much
 * output; `git-missing` outside a repository or when the program cannot be started
 */
export async function runGit(program: GitProgram, call: GitCall): Promise<GitAnswer> {
  const child = spawn(program.binary, [...safeOptions, ...call.arguments], {
    cwd: program.folder,
    env: gitEnvironment(program.environment),
    stdio: 'pipe',
    timeout: program.timeoutMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  const collected = collectOutput(child, call);
  // Git may exit before it has read its input; its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(call.input ?? '');
  const [exitCode, signal] = await new Promise<[number | null, string | null]>(
    (resolve, reject) => {
      child.on('error', (cause) => reject(cannotStart(program, cause)));
      child.on('close', (code, name) => resolve([code, name]));
    },
  );
  if (collected.fault !== undefined) throw collected.fault;
  if (exitCode === null) throw killed(program, call, signal);
  const message = collected.message;
  if (exitCode !== 0 && !call.answers?.includes(exitCode)) {
    throw gitRefusal(program, call, { exitCode, message });
  }
  return { exitCode, output: Buffer.concat(collected.output), message };
}

interface Collected {
  output: Buffer[];
  message: string;
  /** Why the output could not be taken; the program has been stopped then. */
  fault: unknown;
}

function collectOutput(child: ChildProcessWithoutNullStreams, call: GitCall): Collected {
  const collected: Collected = { output: [], message: '', fault: undefined };
  let outputBytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    if (collected.fault !== undefined) return;
    try {
      if (call.onOutput) return call.onOutput(chunk);
      outputBytes += chunk.length;
      if (outputBytes > maxOutputBytes) throw tooMuchOutput(call);
      collected.output.push(chunk);
    } catch (error) {
      collected.fault = error;
      child.kill('SIGKILL');
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (collected.message.length < maxMessageBytes) collected.message += chunk.toString('utf8');
  });
  return collected;
}

function gitEnvironment(environment: Environment): Record<string, string> {
  const passed = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && passedOn.test(entry[0]),
  );
  return {
    ...Object.fromEntries(passed),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Git before 2.45 does not know GIT_NO_LAZY_FETCH; without a protocol it cannot fetch either.
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

function gitRefusal(
  program: GitProgram,
  call: GitCall,
  { exitCode, message }: { exitCode: number; message: string },
): GalleyError {
  const data = { folder: program.folder, command: call.arguments[0], exitCode };
  const said = message.trim().split('\n').slice(0, 3).join(' ') || `exit code ${exitCode}`;
  if (/promisor remote|lazy fetching disabled/.test(message)) return partialCloneRefusal(data);
  if (/dubious ownership/.test(message)) {
    return new GalleyError('git-failed', `Git refuses ${program.folder}: another user owns it`, {
      data,
      hint: `if you trust it, run: git config --global --add safe.directory "${program.folder}"`,
    });
  }
  if (/not a git repository/i.test(message)) {
    return new GalleyError('git-missing', `${program.folder} is not in a Git repository`, {
      data,
      hint: 'run `git init` there, or name another folder with -C',
    });
  }
  if (/must be run in a work tree/.test(message)) {
    return new GalleyError('git-missing', `${program.folder} is in no work tree of a repository`, {
      data,
      hint: 'name a folder of a checked-out repository with -C',
    });
  }
  return new GalleyError('git-failed', `git ${call.arguments[0]} failed: ${said}`, {
    data,
    hint: 'run `git fsck` in the repository to see whether it is damaged',
  });
}

function cannotStart(program: GitProgram, cause: unknown): GalleyError {
  return new GalleyError('git-missing', `git cannot be started: ${program.binary}`, {
    data: { binary: program.binary, folder: program.folder },
    hint: 'check that the folder exists and that the program runs',
    cause,
  });
}

function killed(program: GitProgram, call: GitCall, signal: string | null): GalleyError {
  return new GalleyError(
    'git-failed',
    `git ${call.arguments[0]} was stopped by ${signal}; it may take ${program.timeoutMs} ms`,
    { data: { folder: program.folder, command: call.arguments[0], signal }, isRetryable: true },
  );
}

function tooMuchOutput(call: GitCall): GalleyError {
  return new GalleyError('git-failed', `git ${call.arguments[0]} printed more than 256 MiB`, {
    data: { command: call.arguments[0], maxOutputBytes },
    hint: 'use a smaller project folder',
  });
}
