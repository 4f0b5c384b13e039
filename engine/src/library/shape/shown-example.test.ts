import { expect, test } from 'vitest';
import { shownExample, shownValue } from './shown-example.ts';

test.each([
  ['text that needs no quotes', 'support/refund', 'support/refund'],
  ['a template', '{{ message }}', '"{{ message }}"'],
  ['a colon', 'Dear: you', '"Dear: you"'],
  ['a list', ['a', 1, true], '[a, 1, true]'],
  ['a map', { secret: 'OPENAI_API_KEY' }, '{secret: OPENAI_API_KEY}'],
])('%s is shown as YAML', (_what, example, shown) => {
  expect(shownValue(example)).toBe(shown);
});

test('a long example is cut', () => {
  expect(shownExample('content', 'word '.repeat(20))).toBe('`content: …`');
});
