// run.mjs <command> [args]: sets the checkout up, then runs the command with the right Node first on
// the PATH. `npm run x -- more` adds to its arguments.
import { ensure, fail, root } from './bootstrap.mjs';
import { runChild } from './run-child.mjs';

const [command, ...args] = process.argv.slice(2);
const environment = await ensure().catch(fail);
process.exitCode = await runChild(command, args, {
  cwd: root,
  env: environment,
  shell: process.platform === 'win32',
});
