// The `galley` command from the checkout's source, in the folder where the user typed `npm run galley`.
import { join } from 'node:path';
import { ensure, fail, root } from './bootstrap.mjs';
import { runChild } from './run-child.mjs';

const environment = await ensure().catch(fail);
process.exitCode = await runChild(
  'node',
  [join(root, 'cli', 'src', 'main.ts'), ...process.argv.slice(2)],
  { cwd: process.env.INIT_CWD ?? process.cwd(), env: environment },
);
