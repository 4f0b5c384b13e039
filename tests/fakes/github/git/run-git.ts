import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';

/** A bare repository on disk. */
export interface GitStore {
  /** Absolute path. */
  readonly path: string;
  /** Answers that can never change, by their command. */
  readonly memory: Map<string, Buffer>;
}

const author = { name: 'Grace Git', email: 'grace@example.com' };

/** Commands whose answer hangs on nothing but the commits that they name in full. */
const pureCommands = new Set([
  'log',
  'diff-tree',
  'merge-base',
  'rev-list',
  'merge-tree',
  'rev-parse',
]);
const pureArgument = /^(--?[a-z].*|-1|--|[0-9a-f]{40}(\.\.[0-9a-f]{40}|\^\{commit\})?)$/i;

/** Runs Git in a bare repository without any configuration of the user, and gives its raw output. */
export function runGit(
  store: GitStore,
  commandLine: readonly string[],
  options: { readonly input?: string | Buffer; readonly environment?: Record<string, string> } = {},
): Buffer {
  const [command = '', ...rest] = commandLine;
  const isPure = pureCommands.has(command) && rest.every((argument) => pureArgument.test(argument));
  const key = commandLine.join('\0');
  const known = isPure ? store.memory.get(key) : undefined;
  if (known !== undefined) return known;
  const output = execFileSync('git', commandLine, {
    cwd: store.path,
    env: { ...gitEnvironment(), ...options.environment },
    input: options.input ?? '',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (isPure) store.memory.set(key, output);
  return output;
}

/** The same as a trimmed text; `undefined` when Git refuses. */
export function tryGit(store: GitStore, ...commandLine: string[]): string | undefined {
  try {
    return runGit(store, commandLine).toString('utf8').trim();
  } catch (error) {
    if (typeof (error as { status?: unknown }).status === 'number') return undefined;
    throw error;
  }
}

/** The process's own environment without anything that would steer Git. */
export function gitEnvironment(): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(own),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  };
}
