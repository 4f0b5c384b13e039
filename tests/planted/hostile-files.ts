import type { ProblemCode } from '../../engine/src/errors/problem-codes.ts';
import type { MemoryFile } from '../../engine/src/library/testing/memory-tree.ts';

/** One file that a stranger could send, and the problem that it must give. */
export interface HostileFile {
  readonly what: string;
  readonly path: string;
  readonly content: MemoryFile;
  /** The codes that may be reported for the file; `undefined` when it is merely odd and must load. */
  readonly code: ProblemCode | undefined;
}

const bytes = (...values: number[]) => new Uint8Array(values);
const envelope = 'apiVersion: galley/v1\nkind: Prompt\n';

/** Bytes of a small linear congruential generator, the same in every run. */
function randomBytes(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

function aliasBomb(): string {
  const lines = ['x-a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
  for (let level = 98; level < 106; level += 1) {
    const [name, before] = [String.fromCharCode(level), String.fromCharCode(level - 1)];
    lines.push(`x-${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
  }
  return `${envelope}${lines.join('\n')}\ncontent: Hello\n`;
}

const indents = Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
const prompt = (text: string) => ({ path: 'prompts/hostile.yaml', content: text });

/** Files of every hostile class; none may throw, hang or be taken for something else. */
export const hostileFiles: readonly HostileFile[] = [
  {
    what: 'random bytes',
    path: 'prompts/hostile.yaml',
    content: randomBytes(4_000, 7),
    code: 'file-not-utf8',
  },
  {
    what: 'random bytes as galley.yaml',
    path: 'galley.yaml',
    content: randomBytes(4_000, 9),
    code: 'file-not-utf8',
  },
  {
    what: 'random bytes as data',
    path: 'datasets/refunds.csv',
    content: randomBytes(4_000, 8),
    code: 'file-not-utf8',
  },
  {
    what: 'UTF-16',
    path: 'prompts/hostile.yaml',
    content: bytes(0xff, 0xfe, 0x61, 0),
    code: 'file-not-utf8',
  },
  { what: 'a NUL byte', ...prompt(`${envelope}content: a\0b\n`), code: 'yaml-syntax' },
  {
    what: 'ten megabytes',
    ...prompt(`${envelope}content: ${'a'.repeat(10_000_000)}\n`),
    code: 'file-too-large',
  },
  {
    what: 'a galley.yaml of ten megabytes',
    path: 'galley.yaml',
    content: '#'.repeat(10_000_000),
    code: 'file-too-large',
  },
  {
    what: '20,000 opening brackets',
    ...prompt(`${envelope}x-a: ${'['.repeat(20_000)}`),
    code: 'yaml-too-deep',
  },
  {
    what: '20,000 closed brackets',
    ...prompt(`${envelope}x-a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`),
    code: 'yaml-too-deep',
  },
  {
    what: '20,000 opening maps',
    ...prompt(`${envelope}x-a: ${'{a: '.repeat(20_000)}`),
    code: 'yaml-too-deep',
  },
  { what: '400 indents', ...prompt(indents), code: 'yaml-too-deep' },
  { what: '20,000 dashes', ...prompt('- '.repeat(20_000)), code: 'yaml-too-deep' },
  { what: '20,000 question marks', ...prompt('? '.repeat(20_000)), code: 'yaml-too-deep' },
  { what: 'an alias bomb', ...prompt(aliasBomb()), code: 'yaml-alias-limit' },
  {
    what: 'an alias to itself',
    ...prompt(`${envelope}x-a: &a [*a]\ncontent: Hello\n`),
    code: 'yaml-syntax',
  },
  {
    what: 'a __proto__ key',
    ...prompt(`${envelope}__proto__: {content: Hello}\n`),
    code: 'unknown-key',
  },
  {
    what: 'an input called __proto__',
    ...prompt(`${envelope}inputs: {__proto__: {type: string}}\ncontent: Hello\n`),
    code: 'unknown-key',
  },
  {
    what: 'an input called constructor',
    ...prompt(`${envelope}inputs: {constructor: {type: string}}\ncontent: "{{ constructor }}"\n`),
    code: undefined,
  },
  {
    what: 'a variant called tostring',
    ...prompt(`${envelope}content: Hello\nvariants: {tostring: {content: Hi}}\n`),
    code: undefined,
  },
  { what: 'half a character', ...prompt(`${envelope}content: "\\uD800"\n`), code: 'yaml-syntax' },
  {
    what: 'a number that is infinite',
    ...prompt(`${envelope}content: Hello\nmetadata: {size: .inf}\n`),
    code: 'wrong-value',
  },
  { what: 'a byte order mark', ...prompt(`\uFEFF${envelope}content: Hello\n`), code: undefined },
  {
    what: 'CRLF',
    ...prompt(`${envelope}content: |\n  Hello\n  there\n`.replaceAll('\n', '\r\n')),
    code: undefined,
  },
  {
    what: '20,000 opening braces in a template',
    ...prompt(`${envelope}content: |\n  {{ ${'('.repeat(20_000)}\n`),
    code: 'template-limit',
  },
  {
    what: 'a template of nested ifs',
    ...prompt(`${envelope}content: |\n  ${'{% if true %}'.repeat(5_000)}\n`),
    code: 'template-limit',
  },
  {
    what: 'a symlink out of the tree',
    path: 'prompts/hostile.yaml',
    content: { kind: 'symlink' },
    code: 'file-unsafe',
  },
  {
    what: 'a symlink as galley.yaml',
    path: 'galley.yaml',
    content: { kind: 'symlink' },
    code: 'file-unsafe',
  },
  {
    what: 'a symlink as data',
    path: 'datasets/refunds.csv',
    content: { kind: 'symlink' },
    code: 'file-unsafe',
  },
  {
    what: 'a submodule',
    path: 'prompts/hostile.yaml',
    content: { kind: 'submodule' },
    code: 'file-unsafe',
  },
  {
    what: 'a symlink in place of a folder',
    path: 'prompts/shared',
    content: { kind: 'symlink' },
    code: 'file-unsafe',
  },
  {
    what: 'a symlink in place of the folder of a kind',
    path: 'agents',
    content: { kind: 'symlink' },
    code: undefined,
  },
  {
    what: 'thousands of misspelt inputs',
    ...prompt(
      `${envelope}inputs:\n${Array.from({ length: 4_000 }, (_, index) => `  input_${index}: {type: string}`).join('\n')}\ncontent: |\n${Array.from({ length: 4_000 }, (_, index) => `  {{ inptu_${index} }}`).join('\n')}\n`,
    ),
    code: 'input-undeclared',
  },
  { what: 'an empty file', ...prompt(''), code: undefined },
  { what: 'a list', ...prompt('- a\n- b\n'), code: undefined },
  {
    what: 'a map with 20,000 keys',
    ...prompt(
      `${envelope}content: Hello\nmetadata:\n${Array.from({ length: 20_000 }, (_, key) => `  k${key}: 1`).join('\n')}\n`,
    ),
    code: undefined,
  },
];
