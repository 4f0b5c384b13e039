import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { secretsOf } from '../testing/desk-fixtures.ts';
import { createSteeredClock } from '../testing/steered-clock.ts';
import type { ProviderRequest } from './contract.ts';
import { createProvider, providerTypes } from './registry.ts';

const context = {
  secrets: secretsOf(),
  clock: createSteeredClock(),
  scriptedFiles: new Map<string, string>(),
  allowPrivateHosts: false,
};
const question: ProviderRequest = {
  model: 'rules',
  messages: [{ role: 'user', content: 'I want my money back.' }],
  parameters: {},
  tools: [],
  output: { format: 'text' },
  repeat: 0,
};

it('has a provider for every type that the schema allows, and no other', async () => {
  const place = new URL('../../../../schema/v1/provider.schema.json', import.meta.url);
  const schema = JSON.parse(await readFile(place, 'utf8'));
  expect(Object.keys(providerTypes).toSorted()).toEqual(schema.properties.type.enum.toSorted());
});

describe('a scripted provider', () => {
  it('answers without sending anything', async () => {
    const provider = createProvider({ name: 'fake', type: 'scripted', echo: true }, context);
    expect(provider).toMatchObject({ type: 'scripted', isScripted: true });
    const result = await provider.send(question, new AbortController().signal);
    expect(result).toMatchObject({ ok: true, answer: { text: expect.stringMatching(/money/) } });
  });

  it('names the file that is not there', () => {
    const declaration = { name: 'fake', type: 'scripted', file: 'scripted/support.yaml' } as const;
    expect(() => createProvider(declaration, context)).toThrow(/scripted\/support\.yaml/);
  });
});
