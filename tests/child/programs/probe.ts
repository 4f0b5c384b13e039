import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { serve, tell } from './speak.ts';

/** A program that was taken over: tries what it should not be able to do and tells what came of it. */
const attempts: Readonly<Record<string, (argument: string) => unknown>> = {
  environment: () => Object.keys(process.env),
  folder: () => process.cwd(),
  readFile: (path) => readFileSync(path, 'utf8'),
  listFolder: (path) => readdirSync(path),
  writeFile: (path) => writeFileSync(path, 'written'),
  runProgram: () => execFileSync('/bin/echo', ['ran']).toString(),
  spawnProgram: () => spawn('/bin/echo', ['ran']).pid,
  startWorker: () => new Worker('process.exit(0)', { eval: true }).threadId,
  evaluate: () => {
    // biome-ignore lint/security/noGlobalEval: it is what must be refused
    const evaluate = globalThis.eval;
    return evaluate('1 + 1');
  },
  makeFunction: () => {
    const make = Object.getPrototypeOf(() => 0).constructor as (code: string) => () => unknown;
    return make('return 1')();
  },
  reachNetwork: (port) =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => resolve('connected'));
      socket.on('error', reject);
    }),
};

serve(async ({ id, order }) => {
  const [name = '', argument = ''] = order.split(' ');
  try {
    tell(id, JSON.stringify({ done: await attempts[name]?.(argument) }));
  } catch (error) {
    const { code, name: kind } = error as { code?: string; name: string };
    tell(id, JSON.stringify({ refused: code ?? kind }));
  }
});
