import { describe, expect, it } from 'vitest';
import { isSameModel } from './is-same-model.ts';
import type { ModelAlias, Project, ProviderDeclaration } from './project.ts';

const sending = { allowPrivate: false } as const;
const declared: readonly ProviderDeclaration[] = [
  { ...sending, name: 'openai', type: 'openai', api: 'chat' } as ProviderDeclaration,
  {
    ...sending,
    name: 'same-openai',
    type: 'openai',
    api: 'chat',
    keySecret: 'OTHER_KEY',
  } as ProviderDeclaration,
  {
    ...sending,
    name: 'eu',
    type: 'openai',
    api: 'chat',
    baseUrl: 'https://eu.example/v1/',
  } as ProviderDeclaration,
  {
    ...sending,
    name: 'proxy',
    type: 'openai-compatible',
    baseUrl: 'https://EU.example/v1',
  } as ProviderDeclaration,
  { name: 'rules', type: 'scripted', file: 'rules.yaml' },
];
const providers: Project['providers'] = new Map(declared.map((one) => [one.name, one]));
const alias = (provider: string, name: string, parameters = {}): ModelAlias => ({
  alias: `${provider}-${name}`,
  provider,
  name,
  parameters,
});
const isSame = (one: ModelAlias, other: ModelAlias) => isSameModel(one, other, providers);

describe('isSameModel', () => {
  it('knows a model under another alias, key and parameters', () => {
    const cold = alias('openai', 'gpt-5.6', { temperature: 0 });
    expect(isSame(alias('openai', 'gpt-5.6'), cold)).toBe(true);
    expect(isSame(alias('openai', 'gpt-5.6'), alias('same-openai', 'gpt-5.6'))).toBe(true);
    expect(isSame(alias('eu', 'gpt-5.6'), alias('proxy', 'gpt-5.6'))).toBe(true);
  });

  it.each([
    ['http://127.0.0.1:8080/v1', 'http://localhost:8080/v1/'],
    ['http://127.0.0.1:8080/v1', 'http://[::1]:8080//v1'],
    ['https://llm.example/v1', 'https://LLM.example:443/v1'],
    ['https://llm.example/v1', 'https://llm.example./v1'],
    ['https://api.openai.com/v1', undefined],
  ])('knows the endpoint %s written as %s', (one, other) => {
    const both = new Map(
      [one, other].map((baseUrl, index) => {
        const type = baseUrl === undefined ? 'openai' : 'openai-compatible';
        const name = `way-${index}`;
        return [name, { ...sending, name, type, baseUrl } as ProviderDeclaration];
      }),
    );
    expect(isSameModel(alias('way-0', 'large'), alias('way-1', 'Large '), both)).toBe(true);
  });

  it('tells ports apart', () => {
    const two = new Map(
      ['8080', '8081'].map((port) => {
        const baseUrl = `http://localhost:${port}/v1`;
        return [port, { ...sending, name: port, type: 'openai-compatible', baseUrl }];
      }),
    ) as Project['providers'];
    expect(isSameModel(alias('8080', 'large'), alias('8081', 'large'), two)).toBe(false);
  });

  it('tells names and endpoints apart', () => {
    expect(isSame(alias('openai', 'gpt-5.6'), alias('openai', 'gpt-5.6-mini'))).toBe(false);
    expect(isSame(alias('openai', 'gpt-5.6'), alias('eu', 'gpt-5.6'))).toBe(false);
  });

  it('takes no scripted model, and none without a provider, for another’s twin', () => {
    expect(isSame(alias('rules', 'a'), alias('rules', 'a'))).toBe(false);
    expect(isSame(alias('gone', 'a'), alias('gone', 'a'))).toBe(false);
  });
});
