import { describe, expect, it } from 'vitest';
import { createProviderBench } from '../testing/provider-bench.ts';
import { sendJson, startVendorServer } from '../testing/vendor-server.ts';
import { wireDialects } from '../testing/wire-dialects.ts';
import { providerTypes } from './registry.ts';

const patient = new AbortController().signal;

it('is asked of every type of the registry that sends anything', () => {
  const types = Object.values(wireDialects)
    .flat()
    .map((dialect) => dialect.declare('http://127.0.0.1:9').type);
  const sending = Object.keys(providerTypes).filter((type) => type !== 'scripted');
  expect([...new Set(types)].toSorted()).toEqual(sending.toSorted());
});

describe.each(Object.values(wireDialects).flat())('a provider answers: $name', (dialect) => {
  const { answers, ask, providerAt, question } = createProviderBench(dialect);

  it('sends model, messages and parameters, once, and reads text, tokens, model and latency', async () => {
    const { result, received, asked, count } = await ask(
      answers({ text: 'We refund it.', inputTokens: 150, outputTokens: 7 }),
    );
    expect(count).toBe(1);
    expect(received).toMatchObject({ method: 'POST', path: dialect.path });
    expect(asked).toMatchObject({
      model: dialect.model,
      system: ['You decide on refunds.'],
      turns: ['user: I want my money back.', 'assistant: When did you buy it?', 'user: Last week.'],
      temperature: 0.2,
      maxTokens: 400,
      toolNames: [],
    });
    expect(asked.schema).toBeUndefined();
    expect(result).toMatchObject({
      ok: true,
      answer: {
        text: 'We refund it.',
        toolCalls: [],
        finishReason: 'stop',
        model: expect.stringMatching(new RegExp(`^${dialect.answeringModel}`)),
        usage: { inputTokens: 150, outputTokens: 7 },
        latencyMs: expect.any(Number),
      },
    });
  });

  it.skipIf(dialect.says?.cachedTokens === false)(
    'counts cached tokens as part of the input',
    async () => {
      const said = { text: 'We refund it.', inputTokens: 1500, cachedInputTokens: 1024 };
      const { result } = await ask(answers(said));
      expect(result).toMatchObject({
        answer: { usage: { inputTokens: 1500, cachedInputTokens: 1024 } },
      });
    },
  );

  it.skipIf(dialect.says?.reasoningTokens === false)(
    'counts reasoning tokens as part of the output',
    async () => {
      const said = { text: 'We refund it.', outputTokens: 320, reasoningTokens: 256 };
      const { result } = await ask(answers(said));
      expect(result).toMatchObject({
        answer: { usage: { outputTokens: 320, reasoningTokens: 256 } },
      });
    },
  );

  it('leaves tokens unknown where the vendor says none', async () => {
    const { result } = await ask(answers({ text: 'We refund it.', withoutUsage: true }));
    expect(result).toMatchObject({ ok: true });
    const counts = Object.values(result.ok ? result.answer.usage : { none: 0 });
    expect(counts.every((count) => count === undefined)).toBe(true);
  });

  it.skipIf(dialect.says?.toolCalls === false)('offers tools and reads tool calls', async () => {
    const parameters = { type: 'object', properties: { id: { type: 'string' } } };
    const tools = [
      { name: 'lookup_order', description: 'Finds an order', parameters },
      { name: 'hang_up' },
    ];
    const said = { toolCalls: [{ name: 'lookup_order', arguments: { id: 'A-17' } }] };
    const { result, asked } = await ask(answers(said), { request: { tools } });
    expect(asked.toolNames).toEqual(['lookup_order', 'hang_up']);
    expect(asked.toolParameters?.lookup_order).toEqual(parameters);
    expect(result).toMatchObject({
      answer: {
        text: '',
        finishReason: 'tool-calls',
        toolCalls: [{ name: 'lookup_order', arguments: { id: 'A-17' } }],
      },
    });
  });

  it('asks for JSON by schema and gives the text as it came', async () => {
    const schema = {
      type: 'object',
      properties: { decision: { type: 'string', enum: ['refund', 'decline'] } },
      required: ['decision'],
      additionalProperties: false,
    };
    const text = '{"decision": "refund"}';
    const output = { format: 'json', schema } as const;
    const { result, asked } = await ask(answers({ text }), { request: { output } });
    expect(asked.schema).toMatchObject({ type: 'object', required: ['decision'] });
    expect(result).toMatchObject({ answer: { text, finishReason: 'stop' } });
  });

  it('tells an answer that was cut off', async () => {
    const { result } = await ask(answers({ text: 'We refu', finish: 'length' }));
    expect(result).toMatchObject({ answer: { text: 'We refu', finishReason: 'length' } });
  });

  it.skipIf(dialect.says?.refusals === false)('tells an answer that a filter stopped', async () => {
    const { result } = await ask(answers({ text: 'We', finish: 'refusal' }));
    expect(result).toMatchObject({ answer: { finishReason: 'refusal' } });
  });

  it.skipIf(!dialect.blocked)('tells a refusal in the vendor’s other form', async () => {
    const { status = 0, body } = dialect.blocked ?? {};
    const { result } = await ask((response) => sendJson(response, status, body));
    expect(result).toMatchObject({ ok: true, answer: { finishReason: 'refusal' } });
  });

  it.skipIf(!dialect.reasoning)(
    'leaves out what a reasoning model refuses, and says so',
    async () => {
      const { model = '', ignored = [] } = dialect.reasoning ?? {};
      const parameters = {
        temperature: 0.2,
        top_p: 0.9,
        stop: ['END'],
        seed: 7,
        max_tokens: 400,
      };
      const request = { model, parameters };
      const { asked } = await ask(answers({ text: 'We refund it.' }), { request });
      expect(asked.maxTokens).toBe(400);
      expect(asked.temperature).toBe(ignored.includes('temperature') ? undefined : 0.2);
      expect(asked.stop).toEqual(ignored.includes('stop') ? undefined : ['END']);
      const provider = providerAt('http://127.0.0.1:9');
      expect(provider.ignoredParameters?.({ ...question, ...request })).toEqual(ignored);
    },
  );

  it('keeps 20 requests under way at once', async () => {
    const held: (() => void)[] = [];
    await using server = await startVendorServer((response) => {
      held.push(() => sendJson(response, 200, dialect.answerBody({ text: 'We refund it.' })));
      if (held.length === 20) for (const answer of held) answer();
    });
    const provider = providerAt(server.origin);
    const all = Array.from({ length: 20 }, () => provider.send(question, patient));
    expect((await Promise.all(all)).every((result) => result.ok)).toBe(true);
  });
});
