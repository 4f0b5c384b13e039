// run.mjs <command> [args]: sets the checkout up, then runs the command with the right Node first on
// the PATH. `npm run x -- more` adds to its arguments.
import { spawnSync } from 'node:child_process';
import { ensure, fail, root } from './bootstrap.mjs';

const [command, ...args] = process.argv.slice(2);
const environment = await ensure().catch(fail);
const { status, signal, error } = spawnSync(command, args, {
  cwd: root,
  env: environment,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (error) console.error(`run: ${command}: ${error.message}`);
if (signal) process.kill(process.pid, signal);
process.exitCode = status ?? 1;
