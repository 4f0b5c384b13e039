import { expect, it } from 'vitest';
import { xmlAttribute, xmlText } from './xml-text.ts';

it('escapes markup and removes what XML forbids', () => {
  expect(xmlText(`<b a="1">&'\u0000\u001b[1m\ufffe]]>`)).toBe(
    '&lt;b a=&quot;1&quot;&gt;&amp;&apos;[1m]]&gt;',
  );
});

it('keeps line breaks in attributes, and lets no text start a line', () => {
  expect(xmlAttribute('message', 'one\n::error::two')).toBe(' message="one&#10;::error::two"');
  expect(xmlText('##[error]x')).toBe('#&#35;[error]x');
});

it('leaves out an attribute without a value', () => {
  expect(xmlAttribute('time', undefined)).toBe('');
});
