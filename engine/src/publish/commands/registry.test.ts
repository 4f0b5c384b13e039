import { describe, expect, it } from 'vitest';
import { helpText } from './answer-texts.ts';
import type { CommandVerb, TargetForm } from './contract.ts';
import { flagReaders, flagUsage } from './flags.ts';
import { parseCommand } from './parse-command.ts';
import { commandVerbs, findVerb, type VerbName } from './registry.ts';

const verbs = Object.entries(commandVerbs) as [VerbName, CommandVerb][];

/** What stands behind a verb at its shortest. */
const least: Record<TargetForm, string> = {
  none: '',
  documents: '',
  command: '',
  verdict: ' escalations fine by us',
  revision: ' support/refund@1.2.0',
};

describe.each(verbs)('/galley %s', (verb, { usage, summary, targets, flags }) => {
  it('is written as its usage says', () => {
    expect(usage.split(' ')[0]).toBe(verb);
    expect(usage.includes('<')).toBe(least[targets] !== '');
    expect(parseCommand(`/galley ${verb}${least[targets]}`)).toMatchObject({
      kind: 'command',
      command: { verb },
    });
  });

  it('names only flags that there are, and all of them in its help', () => {
    expect(flags.filter((flag) => !Object.hasOwn(flagReaders, flag))).toEqual([]);
    const text = helpText({ about: verb }, [verb]);
    for (const flag of flags) expect(text).toContain(flagUsage[flag]);
    const named = usage.match(/--[a-z-]+/g) ?? [];
    expect(named.filter((name) => !flags.some((flag) => name === `--${flag}`))).toEqual([]);
  });

  it('says in half a sentence what it does', () => {
    expect(summary).toMatch(/^[a-z].{10,80}[^.]$/);
  });
});

it('knows no other word', () => {
  expect(findVerb('toString')).toBeUndefined();
  expect(findVerb('__proto__')).toBeUndefined();
  expect(findVerb('Validate')).toBeUndefined();
});
