import { expect, it } from 'vitest';
import { parsePath } from './path.ts';
import { readPath } from './read-path.ts';

const keysOf = (text: string) => parsePath(text).path?.keys;

it.each([
  ['output', ['output']],
  [' output.reply ', ['output', 'reply']],
  ['tool_calls[0].name', ['tool_calls', 0, 'name']],
  ['case.expected["unit price"]', ['case', 'expected', 'unit price']],
  ["case['a\\b'][ 12 ]", ['case', 'a\\b', 12]],
  ['output["say \\"hi\\" \\u20ac"]', ['output', 'say "hi" €']],
  ['steps.load-tickets', ['steps', 'load-tickets']],
  ['a.__proto__.b', ['a', '__proto__', 'b']],
])('reads %s', (text, keys) => {
  expect(keysOf(text)).toEqual(keys);
});

it.each([
  ['', 0],
  ['  ', 0],
  ['1st', 0],
  ['output.', 7],
  ['output..reply', 7],
  ['output reply', 7],
  ['output.len()', 10],
  ['a + b', 2],
  ['a[-1]', 1],
  ['a[01]', 1],
  ['a["open]', 1],
  ['a["\\q"]', 1],
  ['.a', 0],
])('refuses %j at %i', (text, offset) => {
  expect(parsePath(text).fault?.offset).toBe(offset);
});

it('bounds length and depth', () => {
  expect(parsePath('a'.repeat(1_001)).fault?.message).toContain('1000 characters');
  expect(parsePath(`a${'[0]'.repeat(64)}`).fault?.message).toContain('64 keys');
});

const read = (value: unknown, text: string) => {
  const { path } = parsePath(text);
  if (path === undefined) throw new Error(`no path: ${text}`);
  return readPath(value, path);
};

it('tells null from absent', () => {
  expect(read({ output: { reply: null } }, 'output.reply')).toEqual({
    isPresent: true,
    value: null,
  });
  expect(read({ output: { replies: 1 } }, 'output.reply.text')).toEqual({
    isPresent: false,
    missing: 'output.reply',
    key: 'reply',
    available: ['replies'],
    parent: 'a map',
  });
});

it('steps into arrays by index and into nothing but own data', () => {
  const value = { items: [{ price: 3 }], text: 'refund' };
  expect(read(value, 'items[0].price')).toEqual({ isPresent: true, value: 3 });
  for (const path of [
    'items[1]',
    'items.length',
    'text.length',
    'text[0]',
    'constructor',
    'items["0"]',
  ]) {
    expect(read(value, path).isPresent, path).toBe(false);
  }
});

it('reads hostile keys only where they are data', () => {
  expect(read({}, '__proto__').isPresent).toBe(false);
  expect(read(JSON.parse('{"__proto__": 1}'), '__proto__')).toEqual({ isPresent: true, value: 1 });
});
