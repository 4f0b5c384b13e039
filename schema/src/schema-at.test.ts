import { describe, expect, it } from 'vitest';
import { schemaAt } from './schema-at.ts';

describe('schemaAt', () => {
  it('names the definition and the keys of a place', () => {
    const place = schemaAt('Suite', ['gate', 'pass_rate']);
    expect(place).toMatchObject({ definition: 'SuiteGate', within: ['pass_rate'] });
    expect(place?.keys).toEqual(['min', 'max_drop']);
  });

  it('prefers the sentence on the key over the one on its type', () => {
    expect(schemaAt('Project', ['budgets', 'run_usd'])?.description).toMatch(/one run may spend/);
  });

  it('follows lists, free maps and recursion', () => {
    expect(schemaAt('Prompt', ['variants', 'terse', 'messages', 0])?.definition).toBe(
      'MessageDefinition',
    );
    const path = ['rules', 0, 'when', 'all', 1, 'any', 2];
    expect(schemaAt('ScriptedFile', path)?.definition).toBe('ScriptedCondition');
  });

  it("chooses a provider's keys by its type", () => {
    const document = { providers: { rules: { type: 'scripted' }, house: { type: 'llama' } } };
    expect(schemaAt('Project', ['providers', 'rules'], document)?.keys).toContain('echo');
    expect(schemaAt('Project', ['providers', 'house'], document)).toMatchObject({
      definition: 'ProviderDefinition',
      keys: ['type'],
    });
  });

  it('marks where expressions are read', () => {
    expect(schemaAt('Check', ['judge'])?.readsExpressions).toBe(true);
    expect(schemaAt('Check', ['name'])?.readsExpressions).toBe(false);
  });

  it('says nothing about keys that do not exist, inherited names included', () => {
    expect(schemaAt('Prompt', ['mesages'])).toBeUndefined();
    expect(schemaAt('Prompt', ['constructor'])).toBeUndefined();
    expect(schemaAt('Case', ['inputs', '__proto__'])).toBeUndefined();
  });
});
