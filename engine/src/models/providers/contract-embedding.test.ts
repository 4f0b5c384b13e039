import { describe, expect, it } from 'vitest';
import { createProviderBench, failureIn } from '../testing/provider-bench.ts';
import { sendJson } from '../testing/vendor-server.ts';
import { wireDialects } from '../testing/wire-dialects.ts';
import type { ProviderRequest } from './contract.ts';

describe.each(Object.values(wireDialects).flat())('a provider embeds: $name', (dialect) => {
  const { ask, providerAt } = createProviderBench(dialect);

  const request: ProviderRequest = {
    task: 'embedding',
    model: 'text-embedding-3-small',
    messages: [{ role: 'user', content: 'I want my money back.' }],
    parameters: {},
    tools: [],
    output: { format: 'text' },
    repeat: 0,
  };

  it('is declared exactly where it works', () => {
    expect(providerAt('http://127.0.0.1:9').embeds === true).toBe(dialect.embedding !== undefined);
  });

  it.skipIf(!dialect.embedding)('gives the vector as JSON, and counts input only', async () => {
    const { embedding } = dialect;
    const { result, received } = await ask(
      (response) => sendJson(response, 200, embedding?.answerBody([0.25, -0.5, 1], 6)),
      { request },
    );
    expect(received.path).toBe(embedding?.path);
    expect(embedding?.readText(received)).toBe('I want my money back.');
    expect(result).toMatchObject({
      ok: true,
      answer: { text: '[0.25,-0.5,1]', toolCalls: [], finishReason: 'stop' },
    });
    expect(result.ok && result.answer.usage).toMatchObject({ inputTokens: 6, outputTokens: 0 });
  });

  it.skipIf(!dialect.embedding)('says that a temperature has no effect', () => {
    const parameters = { temperature: 0.2, extra: { dimensions: 256 } };
    const ignored = providerAt('http://127.0.0.1:9').ignoredParameters?.({
      ...request,
      parameters,
    });
    expect(ignored).toContain('temperature');
  });

  it.skipIf(!dialect.embedding)('takes no vector without numbers', async () => {
    for (const vector of [[], ['0.5'], [null], 'none'] as unknown as number[][]) {
      const body = dialect.embedding?.answerBody(vector, 6);
      const { result } = await ask((response) => sendJson(response, 200, body), { request });
      expect(failureIn(result)).toMatchObject({
        isRetryable: false,
        mayHaveCost: true,
        usage: { inputTokens: 6, outputTokens: 0 },
      });
    }
  });
});
