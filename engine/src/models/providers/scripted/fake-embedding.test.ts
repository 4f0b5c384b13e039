import { describe, expect, it } from 'vitest';
import { createScripted } from './scripted.ts';

async function embed(text: string): Promise<number[]> {
  const { signal } = new AbortController();
  const result = await createScripted({ echo: true }).send(
    {
      task: 'embedding',
      model: 'fake',
      messages: [{ role: 'user', content: text }],
      parameters: {},
      tools: [],
      output: { format: 'text' },
      repeat: 0,
    },
    signal,
  );
  if (!result.ok) throw new Error('a scripted model always answers');
  return JSON.parse(result.answer.text) as number[];
}

/** Of two vectors of length 1. */
function cosine(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

describe('a scripted embedding', () => {
  it('is the same for the same text, letter case and white space ignored', async () => {
    const vector = await embed('Refund please');
    expect(vector).toHaveLength(256);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    expect(await embed(' refund\n please ')).toEqual(vector);
  });

  it('puts texts that share words near each other and others apart', async () => {
    const one = await embed('You may return it within 30 days.');
    expect(cosine(one, await embed('You may return it within 30 days, madam.'))).toBeGreaterThan(
      0.8,
    );
    expect(cosine(one, await embed('Our office is closed.'))).toBeLessThan(0.5);
  });

  it('is all zeros for no text', async () => {
    expect(new Set(await embed(''))).toEqual(new Set([0]));
  });
});
