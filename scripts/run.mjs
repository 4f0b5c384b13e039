import { spawnSync } from 'node:child_process';
import { ensure, fail, root } from './bootstrap.mjs';

const steps = [[]];
for (const arg of process.argv.slice(2)) {
  if (arg === ':::') steps.push([]);
  else steps.at(-1).push(arg);
}
const env = await ensure().catch(fail);
for (const [command, ...args] of steps) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(`run: ${command}: ${error.message}`);
  if (signal) process.kill(process.pid, signal);
  if (status !== 0) process.exit(status ?? 1);
}
