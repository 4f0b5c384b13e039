import { expect, it } from 'vitest';
import { type SarifResult, sarifResult } from './sarif.ts';

const sample: SarifResult = {
  ruleId: 'worse',
  level: 'error',
  message: 'see [this](http://evil.example) and @acme/team',
  file: 'teams/a b/größe#1.yaml',
  line: 0,
  column: 0,
  identity: ['refunds', undefined],
};
const shown = (change: Partial<SarifResult> = {}) =>
  JSON.parse(sarifResult({ ...sample, ...change }));

it('makes a file a URI and counts lines from 1', () => {
  expect(shown().locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'teams/a%20b/gr%C3%B6%C3%9Fe%231.yaml', uriBaseId: '%SRCROOT%' },
    region: { startLine: 1, startColumn: 1 },
  });
});

it('shows no link that a text makes, and never an empty message', () => {
  expect(shown().message.text).toBe('see \\[this\\](http://evil.example) and @acme/team');
  expect(shown({ message: ' \u0007' }).message.text).toBe('(no message)');
});

it('knows a result by rule and identity, not by its place or words', () => {
  const print = (change?: Partial<SarifResult>) => shown(change).partialFingerprints['galley/v1'];
  expect(print({ line: 7, message: 'other' })).toBe(print());
  expect(print({ ruleId: 'better' })).not.toBe(print());
  expect(print({ identity: ['refunds', 'x'] })).not.toBe(print());
});
