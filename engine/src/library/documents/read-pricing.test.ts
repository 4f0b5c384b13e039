import { expect, it } from 'vitest';
import { openLibrary } from '../open-library.ts';
import { memoryTree } from '../testing/memory-tree.ts';

const galley = (pricing: string) => `apiVersion: galley/v1
kind: Project
providers: {house: {type: openai-compatible, base_url: "https://llm.example/v1"}}
models:
  chat:
    provider: house
    name: large
    pricing:
${pricing
  .split('\n')
  .map((line) => `      ${line}`)
  .join('\n')}
`;

async function read(pricing: string) {
  const { project, problems } = await openLibrary(memoryTree({ 'galley.yaml': galley(pricing) }));
  const errors = problems.filter(({ severity }) => severity === 'error');
  return { pricing: project.models.get('chat')?.pricing, errors };
}

it('keeps every rate as it is written, of tiers and service tiers too', async () => {
  const { pricing, errors } = await read(`input_per_1m_usd: 2.50
output_per_1m_usd: "10.0"
cache_write_per_1m_usd: 3.125
cache_write_1h_per_1m_usd: 5
tiers: [{above_tokens: 200000, input_per_1m_usd: 5.0, output_per_1m_usd: 15}]
service_tiers:
  flex: {input_per_1m_usd: 1.25, output_per_1m_usd: 5, cached_input_per_1m_usd: 0.10}
as_of: 2026-11-01`);
  expect(errors).toEqual([]);
  expect(pricing).toEqual({
    inputPer1mUsd: '2.50',
    outputPer1mUsd: '10.0',
    cacheWritePer1mUsd: '3.125',
    cacheWrite1hPer1mUsd: '5',
    tiers: [{ aboveTokens: 200_000, inputPer1mUsd: '5.0', outputPer1mUsd: '15' }],
    serviceTiers: {
      flex: { inputPer1mUsd: '1.25', outputPer1mUsd: '5', cachedInputPer1mUsd: '0.10' },
    },
    asOf: '2026-11-01',
  });
});

it('keeps a list of prices with the day from which each holds', async () => {
  const { pricing, errors } =
    await read(`- {input_per_1m_usd: 1, output_per_1m_usd: 2, as_of: 2026-11-01}
- {from: 2027-01-01, input_per_1m_usd: 2, output_per_1m_usd: 4, as_of: 2026-11-01}`);
  expect(errors).toEqual([]);
  expect(pricing).toMatchObject([{ inputPer1mUsd: '1' }, { from: '2027-01-01' }]);
});

it.each([
  [
    'two prices from one day',
    `- {from: 2027-01-01, input_per_1m_usd: 1, output_per_1m_usd: 2, as_of: 2026-11-01}
- {from: 2027-01-01, input_per_1m_usd: 2, output_per_1m_usd: 4, as_of: 2026-11-01}`,
    { line: 10, message: '`models.chat.pricing` holds two prices from 2027-01-01' },
  ],
  [
    'a day that does not exist',
    '- {from: 2027-02-30, input_per_1m_usd: 1, output_per_1m_usd: 2, as_of: 2026-11-01}',
    { line: 9, message: '`models.chat.pricing.0.from`: there is no day 2027-02-30' },
  ],
  [
    'two tiers above one size',
    `input_per_1m_usd: 1
output_per_1m_usd: 2
as_of: 2026-11-01
tiers:
  - {above_tokens: 1000, input_per_1m_usd: 2, output_per_1m_usd: 4}
  - {above_tokens: 1000, input_per_1m_usd: 3, output_per_1m_usd: 6}`,
    { line: 14, message: '`models.chat.pricing.tiers` holds two prices above 1000 tokens' },
  ],
  [
    'a tier’s price that is beyond all bounds',
    `input_per_1m_usd: 1
output_per_1m_usd: 2
as_of: 2026-11-01
service_tiers:
  flex: {input_per_1m_usd: 99999999999, output_per_1m_usd: 4}`,
    { line: 13, code: 'wrong-value' },
  ],
])('reports %s where it stands', async (_, pricing, problem) => {
  const { errors } = await read(pricing);
  expect(errors).toMatchObject([{ file: 'galley.yaml', ...problem }]);
});
