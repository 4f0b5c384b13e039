// run.mjs <command> [args] [::: <command> [args]]…: sets the checkout up, then runs each command in
// turn with the right Node first on the PATH. `npm run x -- more` adds to the last command.
import { spawnSync } from 'node:child_process';
import { ensure, fail, root } from './bootstrap.mjs';

const steps = [[]];
for (const word of process.argv.slice(2)) {
  if (word === ':::') steps.push([]);
  else steps.at(-1).push(word);
}
const environment = await ensure().catch(fail);
for (const [command, ...args] of steps) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env: environment,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(`run: ${command}: ${error.message}`);
  if (signal) process.kill(process.pid, signal);
  if (status !== 0) process.exit(status ?? 1);
}
