import { spawn } from 'node:child_process';

/** What the system itself keeps the child from, beyond Node's own flags. */
export interface ChildGuard {
  /** `namespace`: an own network namespace without any interface; `none`: the network is open. */
  readonly network: 'namespace' | 'none';
  /** True when the kernel takes all capabilities away and new ones cannot be had. */
  readonly dropsPrivileges: boolean;
  /** True when the kernel ends the child as soon as its parent is dead, also in the middle of work. */
  readonly diesWithParent: boolean;
  /** Program and arguments to put in front of the child's own command; empty without any guard. */
  readonly command: readonly string[];
}

const networkCommands: readonly (readonly string[])[] = [
  ['/usr/bin/unshare', '--map-current-user', '--net', '--'],
  ['/usr/bin/unshare', '--map-root-user', '--net', '--'],
  ['/usr/bin/unshare', '--net', '--'],
];

const dyingCommand = ['/usr/bin/setpriv', '--pdeathsig', 'KILL', '--no-new-privs'];
const privilegeCommand = [...dyingCommand, '--inh-caps=-all', '--bounding-set=-all', '--'];

/** The strongest guard that works here, found by trying; on anything but Linux none. */
export async function findChildGuard(platform: string = process.platform): Promise<ChildGuard> {
  const isLinux = platform === 'linux';
  const network = isLinux ? await firstThatWorks(networkCommands, []) : undefined;
  const prefix = network ?? [];
  const ending = isLinux
    ? await firstThatWorks([privilegeCommand, [...dyingCommand, '--']], prefix)
    : undefined;
  return {
    network: network ? 'namespace' : 'none',
    dropsPrivileges: ending === privilegeCommand,
    diesWithParent: ending !== undefined,
    command: [...prefix, ...(ending ?? [])],
  };
}

async function firstThatWorks(
  commands: readonly (readonly string[])[],
  prefix: readonly string[],
): Promise<readonly string[] | undefined> {
  for (const command of commands) {
    if (await works([...prefix, ...command, '/bin/true'])) return command;
  }
  return undefined;
}

function works([program = '', ...rest]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      env: {},
      stdio: 'ignore',
      timeout: 5_000,
      killSignal: 'SIGKILL',
    });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
