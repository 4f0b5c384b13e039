import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from './parse-command.ts';
import { commandVerbs } from './registry.ts';

const words = [
  ...Object.keys(commandVerbs),
  'all',
  'support/refund',
  'suite:*',
  '"two words"',
  '"',
  '--samples=3',
  '--sha=9f2c1ab',
  '--estimate',
  '--max-cost=0.5',
  '—',
  '../x',
  '@acme/team',
  '\t',
  '\n/galley approve',
  '```',
  '\u202e',
];
const lines = fc
  .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 30 })))
  .map((parts) => `/galley ${parts.join(' ')}`);

describe('whatever a comment says', () => {
  it('it is a command of the grammar, a cry for help, or nothing', () => {
    fc.assert(
      fc.property(lines, (text) => {
        const parsed = parseCommand(text);
        if (parsed.kind !== 'command') return;
        const { verb, flags, documents, verdict, revision } = parsed.command;
        expect(Object.hasOwn(commandVerbs, verb)).toBe(true);
        expect(text.split(/[\r\n]/)[0]).toContain(verb);
        expect(flags.samples ?? 1).toBeLessThanOrEqual(100);
        expect(flags.sha ?? '9f2c1ab').toMatch(/^[0-9a-f]{7,64}$/);
        expect(documents.length).toBeLessThanOrEqual(20);
        for (const target of documents) {
          if (target.kind === 'document') expect(target.pattern).toMatch(/^[a-z0-9_*/-]+$/);
        }
        expect(revision?.prompt ?? 'refund').toMatch(/^[a-z0-9_/-]+$/);
        expect(`${verdict?.of}${verdict?.reason}`).not.toMatch(
          /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u,
        );
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });

  it('the rest of the comment changes nothing', () => {
    fc.assert(
      fc.property(lines, fc.string(), (text, rest) => {
        expect(parseCommand(`${text}\n${rest}`)).toEqual(parseCommand(text));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('in front of it anything makes it nothing', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 5 }), lines, (before, text) => {
        expect(parseCommand(`${before}${text}`)).toEqual({ kind: 'none' });
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
