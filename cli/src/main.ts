#!/usr/bin/env node
import * as nodeModule from 'node:module';
import { version } from './system/version.ts';

const oldestNode = [22, 18] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const commandLine = process.argv.slice(2);
if (commandLine.length === 1 && (commandLine[0] === '--version' || commandLine[0] === '-V')) {
  // Answered here because loading the command line's grammar takes longer than starting Node.
  process.stdout.write(`${version}\n`);
} else if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
  process.stderr.write(
    `galley: needs Node ${oldestNode.join('.')} or newer, and this is ${process.version}\n`,
  );
  process.exitCode = 2;
} else {
  nodeModule.enableCompileCache();
  const { processDoor } = await import('./system/process-door.ts');
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram(commandLine, processDoor());
}
