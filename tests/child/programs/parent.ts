import { keylessChildEntry } from '../../../engine/src/keyless-child/child-entry.ts';
import { keylessChildProcess } from '../../../engine/src/keyless-child/keyless-child-process.ts';
import { programEntry } from '../support/program-entry.ts';
import { testClock } from '../support/test-clock.ts';

/** A parent that starts a child, names it, and is then killed: `parent.ts idle|busy`. */
const isBusy = process.argv[2] === 'busy';
const entry = isBusy ? programEntry('misbehave') : keylessChildEntry();
const child = keylessChildProcess({ clock: testClock(), entry });
const ask = (pattern: string) => child.matchPattern({ pattern, texts: ['refund'] });
await ask('behave');
if (isBusy) ask('workForever').catch(() => undefined);
const { diesWithParent } = await child.guard();
process.stdout.write(`${JSON.stringify({ pid: child.pid, diesWithParent })}\n`);
setInterval(() => undefined, 1_000);
