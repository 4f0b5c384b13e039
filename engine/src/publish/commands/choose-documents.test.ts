import { expect, it } from 'vitest';
import { chooseDocuments, type NamedDocument } from './choose-documents.ts';
import { parseCommand } from './parse-command.ts';

const documents: NamedDocument[] = [
  { kind: 'prompt', id: 'support/refund' },
  { kind: 'prompt', id: 'support/escalate' },
  { kind: 'part', id: 'tone/formal' },
  { kind: 'suite', id: 'support/refund' },
];

function choose(words: string) {
  const parsed = parseCommand(`/galley evaluate ${words}`);
  if (parsed.kind !== 'command') throw new Error(`not a command: ${words}`);
  const {
    scopes,
    documents: found,
    unknown,
  } = chooseDocuments(parsed.command.documents, documents);
  const names = found.map(({ kind, id, variant }) => [kind, id, ...(variant ? [variant] : [])]);
  return { scopes, names: names.map((name) => name.join(' ')), unknown };
}

it.each([
  ['support/refund', ['prompt support/refund', 'suite support/refund']],
  ['suite:support/refund', ['suite support/refund']],
  ['prompt:support/*', ['prompt support/refund', 'prompt support/escalate']],
  ['support/refund+terse', ['prompt support/refund terse']],
  ['tone/formal tone/*', ['part tone/formal']],
])('%s names %j', (words, names) => {
  expect(choose(words)).toEqual({ scopes: [], names, unknown: [] });
});

it('nothing named is what changed', () => {
  expect(choose('')).toEqual({ scopes: ['changed'], names: [], unknown: [] });
});

it('scopes and documents stand side by side', () => {
  expect(choose('affected tone/formal affected')).toEqual({
    scopes: ['affected'],
    names: ['part tone/formal'],
    unknown: [],
  });
});

it('what nothing fits is told with what it may mean', () => {
  expect(choose('support/refnd part:support/refund').unknown).toEqual([
    { pattern: 'support/refnd', meant: 'support/refund' },
    { pattern: 'support/refund' },
  ]);
});
