// The `galley` command from the checkout's source, in the folder where the user typed `npm run galley`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensure, fail, root } from './bootstrap.mjs';

const environment = await ensure().catch(fail);
const { status, signal, error } = spawnSync(
  'node',
  [join(root, 'cli', 'src', 'main.ts'), ...process.argv.slice(2)],
  { cwd: process.env.INIT_CWD ?? process.cwd(), env: environment, stdio: 'inherit' },
);
if (error) console.error(`galley: ${error.message}`);
if (signal) process.kill(process.pid, signal);
process.exitCode = status ?? 1;
