import { expect, it } from 'vitest';
import { mendLine } from './mend-line.ts';

const line = '      You answer {{ order_idd }} for {{ brand }}.';
const problem = {
  message: 'the input `order_idd` is not declared',
  hint: 'did you mean `order_id`?',
  column: line.indexOf('order_idd') + 1,
};

it('replaces the word at the problem’s place', () => {
  expect(mendLine(problem, line)).toBe('      You answer {{ order_id }} for {{ brand }}.');
});

it('finds a value behind its opening quote', () => {
  const target = {
    ...problem,
    message: 'no prompt `support/refnd`',
    hint: 'did you mean `support/refund`?',
  };
  expect(mendLine({ ...target, column: 10 }, 'targets: ["support/refnd"]')).toBeUndefined();
  expect(mendLine({ ...target, column: 11 }, 'targets: ["support/refnd"]')).toBe(
    'targets: ["support/refund"]',
  );
  expect(mendLine({ ...target, column: 4 }, '  - support/refnd')).toBeUndefined();
  expect(mendLine({ ...target, column: 5 }, '  - support/refnd')).toBe('  - support/refund');
});

it.each([
  ['no hint', { hint: undefined }, line],
  ['advice', { hint: 'declare `order_idd` under `inputs`' }, line],
  ['more than a name', { hint: 'did you mean `order_id`? An id is a path' }, line],
  ['another place', { column: 3 }, line],
  ['no place in the line', { column: 900 }, line],
  ['a place before the line', { column: 0 }, line],
  ['another line', {}, '      You answer for {{ brand }}.'],
  ['a longer word', {}, '      You answer {{ order_iddd }} for {{ brand }}.'],
  ['a path that begins with the word', {}, '      You answer {{ order_idd/x }}.'],
  ['the word twice', {}, '      You answer {{ order_idd }} for {{ order_idd }}.'],
  ['a line of Windows', {}, `${line}\r`],
  ['characters that do not show', {}, `${line}\u202e`],
  ['a very long line', {}, `${line}${'x'.repeat(1_000)}`],
  ['a name that is no plain one', { hint: 'did you mean `}}{{ x`?' }, line],
  ['a name that would end the block', { hint: 'did you mean `order_id\n```\n`?' }, line],
  ['a name with a brace', { hint: 'did you mean `order}idd`?' }, line],
  ['a longer word before the word', { column: 1 }, 'order_iddd and order_idd'],
  ['nothing like the word', { message: 'the part `tone/formal` needs `order_id`' }, line],
  [
    'two words it could be',
    { message: 'the input `order_idd` or `order_ib` is not declared' },
    line,
  ],
])('mends nothing for %s', (_, change, text) => {
  expect(mendLine({ ...problem, ...change }, text)).toBeUndefined();
});
