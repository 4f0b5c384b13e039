import { describe, expect, it } from 'vitest';
import { schemas } from './generated/schemas.js';
import { findKeyHint, keyHints } from './key-hints.ts';
import { findLaterKey, findLaterValue, laterKeys, laterValues } from './later-keys.ts';

type Node = { [keyword: string]: unknown };

const definitions = new Map(
  Object.values(schemas)
    .flatMap((schema) => [schema, ...Object.values((schema.$defs ?? {}) as Record<string, Node>)])
    .map((definition) => [definition.title, definition.properties ?? {}] as const),
);

describe('keys of later versions', () => {
  it.each(laterKeys.map(({ definition, key }) => [definition, key]))(
    'belong to a definition that does not have them: %s.%s',
    (definition, key) => {
      expect(definitions.has(definition)).toBe(true);
      expect(Object.keys(definitions.get(definition) as Node)).not.toContain(key);
    },
  );

  it('are found by definition and key', () => {
    expect(findLaterKey('DatasetDocument', 'split')?.will).toMatch(/optimizer/);
    expect(findLaterKey('PromptDocument', 'split')).toBeUndefined();
  });
});

describe('values of later versions', () => {
  it.each(laterValues.map(({ definition, key }) => [definition, key]))(
    'stand under a key that exists: %s.%s',
    (definition, key) => {
      const known = Object.keys((definitions.get(definition) ?? {}) as Node);
      expect(definition === 'GalleyDocument' ? ['kind'] : known).toContain(key);
    },
  );

  it('are found by what is written', () => {
    expect(findLaterValue('GalleyDocument', 'kind', 'Pipeline')?.will).toBe('run steps over data');
    expect(findLaterValue('DatasetSource', 'file', 'rows.PARQUET')).toBeDefined();
    expect(findLaterValue('DatasetSource', 'file', 'parquet.csv')).toBeUndefined();
    expect(findLaterValue('SuiteDocument', 'targets', ['support/refund@1'])).toBeUndefined();
  });
});

describe('hints for keys written out of habit', () => {
  it.each(keyHints.map(({ definition, key }) => [definition, key]))(
    'are about keys that do not exist: %s.%s',
    (definition, key) => {
      expect(definitions.has(definition)).toBe(true);
      expect(Object.keys(definitions.get(definition) as Node)).not.toContain(key);
      expect(findLaterKey(definition, key)).toBeUndefined();
    },
  );

  it('say where repeats belong', () => {
    expect(findKeyHint('PromptDocument', 'repeats')).toMatch(/Suite/);
  });
});
