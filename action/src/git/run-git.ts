import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { GalleyError } from '@galley/engine/errors';
import { outputLine } from '@galley/engine/units';

/** One repository on disk and the way to the server that it came from. */
export interface Checkout {
  /** Absolute path of a folder in the work tree. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `https://github.com/acme/prompts`; holds no token. */
  readonly url: string;
  /** `undefined`: whatever credentials the checkout left behind are used. */
  readonly token: string | undefined;
}

const timeoutMs = 300_000;
const mostMessage = 2_000;

const passedOn =
  /^(?:PATH|HOME|USERPROFILE|SYSTEMROOT|SYSTEMDRIVE|TMPDIR|TEMP|TMP|XDG_CONFIG_HOME|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|(?:HTTPS?|ALL|NO)_PROXY|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|GIT_ALLOW_PROTOCOL)$/i;

const safeOptions = ['-c', 'core.fsmonitor=false', '-c', `core.hooksPath=${devNull}`];

/**
 * Runs a Git command that may talk to the server. The token goes into the environment of this one
 * process as a header for this one server: no URL, file, command line or log ever holds it.
 * @throws GalleyError `git-failed`
 */
export async function runGit(checkout: Checkout, ...commandLine: string[]): Promise<string> {
  const child = spawn('git', [...safeOptions, ...commandLine], {
    cwd: checkout.folder,
    env: environmentOf(checkout),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  let output = '';
  let message = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    message = (message + chunk.toString('utf8')).slice(-mostMessage);
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).catch((cause: unknown) => {
    throw new GalleyError('git-missing', 'git cannot be started', { cause });
  });
  if (exitCode === 0) return output;
  throw new GalleyError(
    'git-failed',
    `git ${commandLine[0]} failed: ${outputLine(message.trim())}`,
    {
      hint: 'The job needs actions/checkout before this step, and `contents: read`.',
    },
  );
}

function environmentOf({ environment, url, token }: Checkout): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => passedOn.test(name));
  const key = `http.${new URL('/', url).href}.extraheader`;
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: '0',
    ...(token !== undefined && {
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: key,
      // An empty one drops the header that actions/checkout wrote: two are refused by the server.
      GIT_CONFIG_VALUE_0: '',
      GIT_CONFIG_KEY_1: key,
      GIT_CONFIG_VALUE_1: header,
    }),
  };
}
