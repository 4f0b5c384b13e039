import { describe, expect, it } from 'vitest';
import type { GalleyError } from '../errors/galley-error.ts';
import { secretFor } from './secret-binding.ts';
import { secretsOf } from './testing/desk-fixtures.ts';

function outcome(name: string, url: string, hosts: readonly string[] = []): string {
  const secrets = secretsOf({ [name]: { value: 'the-key', hosts } });
  try {
    return secretFor(name, new URL(url), { secrets, provider: 'house' });
  } catch (error) {
    return (error as GalleyError).code;
  }
}

describe('a vendor’s own variable', () => {
  it.each(['https://api.openai.com/v1', 'https://eu.api.openai.com/v1', 'https://API.OpenAI.com'])(
    'goes to %s',
    (url) => {
      expect(outcome('OPENAI_API_KEY', url)).toBe('the-key');
    },
  );

  it.each([
    'https://api.openai.com.evil.example/v1',
    'https://evil-api.openai.com/v1',
    'https://evilapi.openai.com/v1',
    'https://openai.com/v1',
    'https://api.openai.com:8443/v1',
    'https://api.openai.com./v1',
    'http://api.openai.com/v1',
    'https://evil.example/api.openai.com',
    'https://evil.example/?https://api.openai.com',
    'https://api.openai.com@evil.example/v1',
    'https://api.openai.com%2eevil.example/v1',
    'http://127.0.0.1:8080/v1',
  ])('does not go to %s', (url) => {
    expect(outcome('OPENAI_API_KEY', url)).toBe('secret-not-bound');
  });

  it.each([
    ['AZURE_OPENAI_API_KEY', 'https://acme.openai.azure.com/openai/v1'],
    ['AZURE_OPENAI_API_KEY', 'https://acme.services.ai.azure.com/openai/v1'],
    ['AZURE_OPENAI_API_KEY', 'https://acme.cognitiveservices.azure.com/openai/v1'],
    ['GROQ_API_KEY', 'https://api.groq.com/openai/v1'],
  ])('%s goes to %s', (name, url) => {
    expect(outcome(name, url)).toBe('the-key');
  });

  it.each([
    ['AZURE_OPENAI_API_KEY', 'https://acme.azure-api.net/openai/v1'],
    ['AZURE_OPENAI_API_KEY', 'https://acme.azurewebsites.net/openai/v1'],
    ['AZURE_OPENAI_API_KEY', 'https://evil.acme.openai.azure.com/openai/v1'],
    ['AZURE_OPENAI_API_KEY', 'https://api.openai.com/v1'],
    ['OPENAI_API_KEY', 'https://acme.openai.azure.com/openai/v1'],
    ['GROQ_API_KEY', 'https://groq.com/openai/v1'],
    ['GROQ_API_KEY', 'https://api.groq.com:8443/openai/v1'],
  ])('%s does not go to %s', (name, url) => {
    expect(outcome(name, url)).toBe('secret-not-bound');
  });

  it.each([
    ['ANTHROPIC_API_KEY', 'https://api.anthropic.com'],
    ['GEMINI_API_KEY', 'https://generativelanguage.googleapis.com'],
    ['GOOGLE_CREDENTIALS', 'https://europe-west1-aiplatform.googleapis.com'],
    ['GOOGLE_CREDENTIALS', 'https://aiplatform.googleapis.com'],
    ['GOOGLE_CREDENTIALS', 'https://aiplatform.eu.rep.googleapis.com'],
    ['GOOGLE_CREDENTIALS', 'https://oauth2.googleapis.com/token'],
  ])('goes to its own vendor: %s to %s', (name, url) => {
    expect(outcome(name, url)).toBe('the-key');
  });

  it.each([
    ['ANTHROPIC_API_KEY', 'https://api.anthropic.com.evil.example'],
    ['ANTHROPIC_API_KEY', 'https://api.openai.com'],
    ['GEMINI_API_KEY', 'https://europe-west1-aiplatform.googleapis.com'],
    ['GOOGLE_CREDENTIALS', 'https://generativelanguage.googleapis.com'],
    ['GOOGLE_CREDENTIALS', 'https://evil.example/x-aiplatform.googleapis.com'],
    ['GOOGLE_CREDENTIALS', 'https://x-aiplatform.googleapis.com.evil.example'],
    ['GOOGLE_CREDENTIALS', 'https://x-aiplatform.googleapis.com:8443'],
    ['GOOGLE_CREDENTIALS', 'https://a.b-aiplatform.googleapis.com'],
    ['GOOGLE_CREDENTIALS', 'http://europe-west1-aiplatform.googleapis.com'],
  ])('goes to no other: %s to %s', (name, url) => {
    expect(outcome(name, url)).toBe('secret-not-bound');
  });

  it('is no passport for another name', () => {
    expect(outcome('DATABASE_PASSWORD', 'https://api.openai.com/v1')).toBe('secret-not-bound');
  });
});

describe('a bound secret', () => {
  it('goes to its host and port, whatever the case', () => {
    expect(outcome('HOUSE', 'https://llm.acme.example/v1', ['LLM.acme.example'])).toBe('the-key');
    expect(outcome('HOUSE', 'https://llm.acme.example/v1', ['llm.acme.example:443'])).toBe(
      'the-key',
    );
    expect(outcome('HOUSE', 'http://127.0.0.1:8080/v1', ['127.0.0.1:8080'])).toBe('the-key');
    expect(outcome('HOUSE', 'http://[::1]:8080/v1', ['[::1]:8080'])).toBe('the-key');
  });

  it.each([
    ['another port', 'https://llm.acme.example:8443/v1', 'llm.acme.example'],
    ['a host below', 'https://x.llm.acme.example/v1', 'llm.acme.example'],
    ['a host that ends like it', 'https://evilllm.acme.example/v1', 'llm.acme.example'],
    ['a loopback port of another program', 'http://127.0.0.1:9999/v1', '127.0.0.1:8080'],
    ['a wildcard, which binds nothing', 'https://llm.acme.example/v1', '*'],
    ['a wildcard below, which binds nothing', 'https://llm.acme.example/v1', '*.acme.example'],
    ['a binding with user information', 'https://acme.example/v1', 'user@acme.example'],
    ['a binding with a path', 'https://acme.example/v1', 'acme.example/v1'],
    ['an empty binding', 'https://acme.example/v1', ''],
  ])('does not go to %s', (_, url, bound) => {
    expect(outcome('HOUSE', url, [bound])).toBe('secret-not-bound');
  });

  it('never leaves this computer without TLS', () => {
    expect(outcome('HOUSE', 'http://llm.acme.example/v1', ['llm.acme.example'])).toBe(
      'secret-not-bound',
    );
    expect(outcome('HOUSE', 'http://192.168.1.5:8000/v1', ['192.168.1.5:8000'])).toBe(
      'secret-not-bound',
    );
  });
});

describe('refusals', () => {
  it('say what to write and where, and never the key', () => {
    const secrets = secretsOf({ OPENAI_API_KEY: { value: 'the-key', hosts: [] } });
    const url = new URL('https://proxy.acme.example:8443/v1');
    expect(() => secretFor('OPENAI_API_KEY', url, { secrets, provider: 'openai' })).toThrow(
      expect.objectContaining({
        code: 'secret-not-bound',
        message:
          'galley.yaml would send the secret OPENAI_API_KEY to proxy.acme.example:8443, but it is not bound to that host',
        hint: expect.stringContaining('OPENAI_API_KEY=proxy.acme.example:8443'),
      }),
    );
  });

  it('name the place of a missing secret', () => {
    const url = new URL('https://api.openai.com/v1');
    const secrets = secretsOf({ OPENAI_API_KEY: { value: '', hosts: [] } });
    for (const held of [secrets, secretsOf()]) {
      expect(() => secretFor('OPENAI_API_KEY', url, { secrets: held, provider: 'openai' })).toThrow(
        expect.objectContaining({
          code: 'secret-missing',
          hint: 'Set it in the environment or in .env.',
        }),
      );
    }
  });
});
