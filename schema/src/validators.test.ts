import { describe, expect, it } from 'vitest';
import { validators } from './validators.ts';

const prompt = { apiVersion: 'galley/v1', kind: 'Prompt', content: 'Hello' };

describe('validators', () => {
  it('give one error for one misspelt key', () => {
    const inputs = { order_id: { typ: 'string' } };
    expect(validators.Prompt({ ...prompt, inputs })).toEqual([
      {
        keyword: 'additionalProperties',
        path: ['inputs', 'order_id'],
        params: { additionalProperty: 'typ' },
      },
    ]);
  });

  it('still report a key that is missing for another reason', () => {
    const errors = validators.Check({ colour: 'red' });
    expect(errors.map(({ keyword }) => keyword).sort()).toEqual(['additionalProperties', 'oneOf']);
  });

  it('report every error at once', () => {
    const errors = validators.Prompt({ ...prompt, version: 1, dialect: 'mustache', tols: [] });
    expect(errors).toHaveLength(3);
  });

  it('report a wrong type once, also where several schemas ask for it', () => {
    const project = { apiVersion: 'galley/v1', kind: 'Project', providers: { openai: 'key' } };
    expect(validators.Project(project)).toHaveLength(1);
  });

  it('name the keys that exclude each other in the order of the document', () => {
    const [error] = validators.Check({ regex: 'Acme', not: true, contains: 'Acme' });
    expect(error?.params).toMatchObject({ present: ['regex', 'contains'], surplus: ['contains'] });
  });

  it('undo the escapes of a path', () => {
    const inputs = { text: { type: 'string', 'a/b~c': 1 } };
    const variants = { 'a/b~c': { content: 1 } };
    const errors = validators.Prompt({ ...prompt, inputs, variants });
    expect(errors.map(({ path }) => path)).toContainEqual(['variants', 'a/b~c', 'content']);
  });

  it('take __proto__ and constructor as plain, unknown keys', () => {
    const row = JSON.parse('{"inputs": {}, "__proto__": {"id": 7}, "constructor": 2}');
    const keys = validators.Case(row).map(({ params }) => params.additionalProperty);
    expect(keys).toEqual(['__proto__', 'constructor']);
    const inherited = Object.create({ inputs: {} });
    expect(validators.Case(inherited).map(({ keyword }) => keyword)).toEqual(['required']);
  });

  it('forget the errors of the document before', () => {
    validators.Prompt({});
    expect(validators.Prompt(prompt)).toEqual([]);
  });

  it('refuse what is no map at all', () => {
    for (const value of [null, 'text', 7, [], undefined]) {
      expect(validators.Prompt(value).map(({ keyword }) => keyword)).toEqual(['type']);
    }
  });
});
