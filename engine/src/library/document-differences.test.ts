import { expect, it } from 'vitest';
import { documentDifferences } from './document-differences.ts';

it('says nothing of equal documents whose keys stand in another order', () => {
  expect(
    documentDifferences({ kind: 'Part', content: 'Hi' }, { content: 'Hi', kind: 'Part' }),
  ).toEqual([]);
});

it('names what was added, removed and changed by its path', () => {
  const before = {
    inputs: { brand: { type: 'string' }, id: { type: 'string' } },
    version: '1.0.0',
  };
  const after = {
    inputs: { brand: { type: 'number' }, order: { type: 'string' } },
    version: '1.1.0',
  };
  expect(documentDifferences(before, after)).toEqual([
    { path: 'inputs.brand.type', what: 'changed', before: 'string', after: 'number' },
    { path: 'inputs.order', what: 'added', after: { type: 'string' } },
    { path: 'inputs.id', what: 'removed', before: { type: 'string' } },
    { path: 'version', what: 'changed', before: '1.0.0', after: '1.1.0' },
  ]);
});

it('matches messages by role, cases by id and checks by name', () => {
  const user = { role: 'user', content: '{{ message }}' };
  const before = {
    messages: [user],
    cases: [
      { id: 'late', tags: [] },
      { id: 'lost', tags: [] },
    ],
    targets: ['a', 'b'],
  };
  const after = {
    messages: [{ role: 'system', content: 'Be kind.' }, user],
    cases: [
      { id: 'lost', tags: ['x'] },
      { id: 'late', tags: [] },
    ],
    targets: ['b', 'c'],
  };
  expect(documentDifferences(before, after).map(({ path, what }) => `${what} ${path}`)).toEqual([
    'added messages[system]',
    'added cases[lost].tags[x]',
    'added targets[c]',
    'removed targets[a]',
  ]);
});

it('tells two messages of one role apart and notices a change of order', () => {
  const [hello, bye] = [
    { role: 'user', content: 'Hello' },
    { role: 'user', content: 'Bye' },
  ];
  const changed = documentDifferences([hello, bye], [hello, { ...bye, content: 'Ciao' }]);
  expect(changed).toMatchObject([{ path: '[user 2].content', before: 'Bye', after: 'Ciao' }]);
  expect(documentDifferences({ targets: ['a', 'b'] }, { targets: ['b', 'a'] })).toMatchObject([
    { path: 'targets', what: 'changed' },
  ]);
});

it('takes a document that was not there as added whole', () => {
  expect(documentDifferences(undefined, { kind: 'Part' })).toEqual([
    { path: '', what: 'added', after: { kind: 'Part' } },
  ]);
});
