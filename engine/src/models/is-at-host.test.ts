import { describe, expect, it } from 'vitest';
import { isAtHost } from './is-at-host.ts';

describe('an address is at a vendor’s host', () => {
  it.each([
    ['https://api.groq.com/openai/v1', 'api.groq.com'],
    ['https://API.Groq.com:443/openai/v1', 'api.groq.com'],
    ['https://acme.openai.azure.com', '*.openai.azure.com'],
    ['https://acme-eu.openai.azure.com/openai/v1', '*.openai.azure.com'],
  ])('%s at %s', (address, host) => {
    expect(isAtHost(address, host)).toBe(true);
  });

  it.each([
    ['http://api.groq.com/openai/v1', 'api.groq.com'],
    ['https://api.groq.com:8443/openai/v1', 'api.groq.com'],
    ['https://api.groq.com./openai/v1', 'api.groq.com'],
    ['https://eu.api.groq.com/openai/v1', 'api.groq.com'],
    ['https://api.groq.com.evil.example', 'api.groq.com'],
    ['https://openai.azure.com', '*.openai.azure.com'],
    ['https://a.b.openai.azure.com', '*.openai.azure.com'],
    ['https://evilopenai.azure.com', '*.openai.azure.com'],
    ['https://acme.openai.azure.com.evil.example', '*.openai.azure.com'],
    ['https://evil.example/acme.openai.azure.com', '*.openai.azure.com'],
    ['https://acme.openai.azure.com@evil.example', '*.openai.azure.com'],
    ['acme.openai.azure.com', '*.openai.azure.com'],
  ])('%s is not at %s', (address, host) => {
    expect(isAtHost(address, host)).toBe(false);
  });
});
