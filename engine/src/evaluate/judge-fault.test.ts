import { describe, expect, it } from 'vitest';
import type { ModelAlias, ProviderDeclaration } from '../library/project.ts';
import { judgeFault } from './judge-fault.ts';
import { checkOf, libraryOf } from './testing/library-in-memory.ts';

const openai = {
  name: 'openai',
  type: 'openai',
  api: 'chat',
  allowPrivate: false,
} as ProviderDeclaration;
const alias = (named: string, name: string): ModelAlias => ({
  alias: named,
  provider: 'openai',
  name,
  parameters: {},
});
const small = alias('default-chat', 'gpt-5.6-mini');
const library = libraryOf({ models: [small] });
const project = { ...library.project, providers: new Map([['openai', openai]]) };
const fault = (judge: ModelAlias, check = checkOf('rubric', {}, { name: 'helpful' })) =>
  judgeFault(
    { model: 'default-chat', checks: [check] },
    { project },
    new Map([[judge.alias, judge]]),
  );

describe('judgeFault', () => {
  it('finds a judge that is the model under test, in a group too', () => {
    const twin = alias('judge', 'gpt-5.6-mini');
    expect(fault(twin)).toContain('check “helpful” asks judge, the very model under test');
    const group = checkOf('any_of', [], { members: [checkOf('judge', 'polite')] });
    expect(fault(twin, group)).toContain('check “judge”');
  });

  it('lets another model judge, and the same one where the check says so', () => {
    expect(fault(alias('judge', 'gpt-5.6'))).toBeUndefined();
    const allowed = checkOf('rubric', {}, { allowsSameModel: true });
    expect(fault(alias('judge', 'gpt-5.6-mini'), allowed)).toBeUndefined();
  });

  it('lets a model embed what it wrote: a vector prefers nothing', () => {
    expect(fault(alias('embedding', 'gpt-5.6-mini'), checkOf('similar', {}))).toBeUndefined();
  });

  it('names an alias that nothing declares', () => {
    expect(fault(alias('strict', 'gpt-5.6'))).toContain('asks the model alias judge, which');
    expect(fault(small, checkOf('similar', {}))).toContain('asks the model alias embedding');
  });
});
