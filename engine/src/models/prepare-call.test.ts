import { expect, it } from 'vitest';
import type { ProviderDeclaration } from '../library/project.ts';
import { createModelDirectory } from './model-directory.ts';
import { prepareCall } from './prepare-call.ts';
import { projectOf, secretsOf } from './testing/desk-fixtures.ts';
import { createSteeredClock } from './testing/steered-clock.ts';

const providers: ProviderDeclaration[] = [
  { name: 'claude', type: 'anthropic', allowPrivate: false },
  { name: 'gemini', type: 'google', allowPrivate: false },
];

function maxTokensOf(provider: string, given: { alias?: number; prompt?: number } = {}) {
  const bound = (tokens: number | undefined) =>
    tokens === undefined ? {} : { max_tokens: tokens };
  const project = projectOf({
    providers,
    models: [{ alias: 'chat', provider, parameters: bound(given.alias) }],
  });
  const directory = createModelDirectory(project, {
    secrets: secretsOf(),
    clock: createSteeredClock(),
    scriptedFiles: new Map(),
    allowPrivateHosts: false,
  });
  const { request } = prepareCall(directory, {
    alias: 'chat',
    messages: [{ role: 'user', content: 'I want my money back.' }],
    parameters: bound(given.prompt),
    tools: [],
    output: { format: 'text' },
    repeat: 0,
  });
  return request.parameters.max_tokens;
}

it('counts the bound that a vendor is sent when nobody gives one', () => {
  expect(maxTokensOf('claude')).toBe(4096);
  expect(maxTokensOf('gemini')).toBeUndefined();
});

it('lets every given bound win over it', () => {
  expect(maxTokensOf('claude', { alias: 700 })).toBe(700);
  expect(maxTokensOf('claude', { alias: 700, prompt: 300 })).toBe(300);
});
