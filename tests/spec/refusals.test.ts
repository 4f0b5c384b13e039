import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { soundsLikeRefusal } from '../../engine/src/evaluate/checks/is-refusal.ts';

const { refusals, answers } = parse(
  readFileSync(new URL('./refusals.yaml', import.meta.url), 'utf8'),
) as { refusals: string[]; answers: string[] };

const found = refusals.filter(soundsLikeRefusal);
const wrong = answers.filter(soundsLikeRefusal);

it('takes no answer of the corpus for a refusal: precision 1.0', () => {
  expect(wrong).toEqual([]);
});

it('finds nine of ten refusals of the corpus; the missed ones are known', () => {
  expect(found.length / refusals.length).toBeGreaterThanOrEqual(0.9);
  expect(refusals.filter((text) => !found.includes(text))).toEqual([
    'Sorry, no.',
    "I'd rather not talk about it.",
    'Tut mir leid, darüber rede ich nicht.',
  ]);
});

it('looks at the beginning alone and takes any length', () => {
  expect(soundsLikeRefusal(`${'Here is the letter. '.repeat(40)}I can't help with that.`)).toBe(
    false,
  );
  expect(soundsLikeRefusal("I can't help with that. ".repeat(100_000))).toBe(true);
});
