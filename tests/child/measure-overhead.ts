import { join } from 'node:path';
import { inProcessHostileText, keylessChildProcess } from '@galley/engine/keyless-child';
import { folderTree } from '@galley/engine/library';
import type { HostileText } from '@galley/engine/ports';
import { repositoryRoot } from '../support/source-files.ts';
import { testClock } from './support/test-clock.ts';

/** Prints what the keyless child costs: its start, 1,000 small requests one at a time and at once, a library. */
const clock = testClock();
const small = { pattern: 'refund|money', texts: ['I want my money back.'] };
const count = 1_000;
const desk = folderTree({ folder: join(repositoryRoot, 'examples', 'support-desk') });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = clock.elapsedMs();
  await work();
  return clock.elapsedMs() - startMs;
}

async function oneAtATime(text: HostileText): Promise<string> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    times.push(await timed(() => text.matchPattern(small)));
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(count * share)] ?? 0).toFixed(3);
  return `median ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

const atOnce = (text: HostileText) => () =>
  Promise.all(Array.from({ length: count }, () => text.matchPattern(small)));

const print = (line: string) => process.stdout.write(`${line}\n`);
const ms = (value: number) => `${value.toFixed(1)} ms`;

const child = keylessChildProcess({ clock });
const guard = await child.guard();
print(`guard: network ${guard.network}, privileges ${guard.dropsPrivileges ? 'dropped' : 'kept'}`);
print(`start and first request: ${ms(await timed(() => child.matchPattern(small)))}`);
for (const [name, text] of [
  ['in process', inProcessHostileText()],
  ['in the child', child],
] as const) {
  await oneAtATime(text);
  for (let run = 1; run <= 3; run += 1) {
    print(`${name}, ${count} requests one at a time: ${await oneAtATime(text)}`);
  }
  print(`${name}, ${count} requests at once: ${ms(await timed(atOnce(text)))}`);
  await text.openLibrary(desk);
  print(`${name}, the support desk's library: ${ms(await timed(() => text.openLibrary(desk)))}`);
}
await child.dispose();
