import { expect, it } from 'vitest';
import { isAllowedHost } from './is-allowed-host.ts';

const hosts = ['api.openai.com', '*.openai.azure.com', 'models.acme.example:8443'];

it.each([
  ['https://api.openai.com/v1', true],
  ['https://api.openai.com:443/v1', true],
  ['https://acme.openai.azure.com', true],
  ['https://models.acme.example:8443/v1', true],
  ['https://api.openai.com:8443/v1', false],
  ['https://api.openai.com.evil.example', false],
  ['https://evil.example/api.openai.com', false],
  ['https://api.openai.com@evil.example', false],
  ['https://openai.azure.com', false],
  ['https://a.b.openai.azure.com', false],
  ['https://models.acme.example/v1', false],
  ['no address', false],
])('%s is allowed: %s', (address, isAllowed) => {
  expect(isAllowedHost(address, hosts)).toBe(isAllowed);
});
