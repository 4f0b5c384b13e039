import { readFileSync } from 'node:fs';
import { keylessChildProcess } from '@galley/engine/keyless-child';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { testClock } from '../child/support/test-clock.ts';

/** One pattern and the text it is tried on: `text` repeated, then `end`. */
interface RegexCase {
  readonly name: string;
  readonly pattern: string;
  readonly repeatPattern?: number;
  readonly text: string;
  readonly times: number;
  readonly end?: string;
  readonly outcome: boolean | 'fault';
}

interface SchemaCase {
  readonly name: string;
  readonly schema: never;
  readonly value: never;
  readonly outcome: string;
}

const table = (file: string) =>
  parse(readFileSync(new URL(`./hostile/matching/${file}`, import.meta.url), 'utf8'));

/** A clock shorter than any explosion; an overrun would be refused and fail the case. */
const child = keylessChildProcess({ clock: testClock(), limits: { clockMs: 10_000 } });
afterAll(() => child.dispose());

describe('attempts against regular expressions', () => {
  it.each(table('regexes.yaml') as RegexCase[])('$name', async (attempt) => {
    const pattern = attempt.pattern.repeat(attempt.repeatPattern ?? 1);
    const text = `${attempt.text.repeat(attempt.times)}${attempt.end ?? ''}`;
    const answer = await child.matchPattern({ pattern, texts: [text] });
    if (attempt.outcome === 'fault') expect(answer).toHaveProperty('fault.message');
    else expect(answer).toEqual({ matches: [attempt.outcome] });
  });
});

describe('attempts against schemas', () => {
  it.each(table('schemas.yaml') as SchemaCase[])('$name', async ({ schema, value, outcome }) => {
    const answer = await child.validateValues({ schema, values: [value] });
    expect(outcome.split('-or-')).toContain(outcomeOf(answer));
  });
});

function outcomeOf(answer: Awaited<ReturnType<typeof child.validateValues>>): string {
  if ('schemaFaults' in answer) return 'schema-fault';
  const [faults = []] = answer.valueFaults;
  if (faults.some(({ keyword }) => keyword === 'limit')) return 'limit';
  return faults.length > 0 ? 'invalid' : 'valid';
}
