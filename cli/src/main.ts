#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { version } from './system/version.ts';

const commandLine = process.argv.slice(2);
if (commandLine.length === 1 && (commandLine[0] === '--version' || commandLine[0] === '-V')) {
  // Answered here because loading the command line's grammar takes longer than starting Node.
  process.stdout.write(`${version}\n`);
} else {
  enableCompileCache();
  const { processDoor } = await import('./system/process-door.ts');
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram(commandLine, processDoor());
}
