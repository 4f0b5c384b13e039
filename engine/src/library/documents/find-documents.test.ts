import { describe, expect, test } from 'vitest';
import { findDocuments, unsafeGlobReason } from './find-documents.ts';

const files = (...paths: string[]) => paths.map((path) => ({ path, kind: 'file' as const }));

describe('findDocuments', () => {
  test('takes kind and id from the folder', () => {
    const found = findDocuments(
      files('prompts/a/b.yaml', 'suites/s.yml', 'docs/x.yaml', 'prompts/readme.md'),
    );
    expect(found.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['prompt a/b', 'suite s']);
  });

  test('takes ids below the fixed part of a glob', () => {
    const globs = { part: ['shared/parts/**/*.yaml'], dataset: ['data/*.dataset.yaml'] };
    const found = findDocuments(
      files('shared/parts/tone/warm.yaml', 'data/names.dataset.yaml'),
      globs,
    );
    expect(found.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'part tone/warm',
      'dataset names',
    ]);
  });

  test('leaves nested projects alone', () => {
    expect(findDocuments(files('prompts/x/galley.yaml', 'prompts/x/prompts/a.yaml'))).toEqual([]);
  });

  test.each([
    ['../other/*.yaml', 'leaves the project with ".."'],
    ['/etc/*.yaml', 'is absolute'],
    ['a/{b,{c,d}}/*.yaml', 'holds nested braces, ranges or groups'],
    [`${'**/'.repeat(9)}*.yaml`, 'has more wildcards than Galley takes'],
    ['src/**/prompts/*.{yaml,yml}', undefined],
  ])('judges the glob %s', (glob, reason) => {
    expect(unsafeGlobReason(glob)).toBe(reason);
  });
});
