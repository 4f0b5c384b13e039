import { describe, expect, it } from 'vitest';
import type { AskResult, ModelCall } from '../../models/model-desk.ts';
import { fakeEmbedding } from '../../models/providers/scripted/fake-embedding.ts';
import { answeredWith, checkOf } from '../testing/library-in-memory.ts';
import { resultOf, subjectOf } from '../testing/subject-in-memory.ts';

const check = checkOf('similar', { to: 'You may return it within 30 days.', min: 0.8 });

function embeddingOf(vector: (text: string) => unknown = fakeEmbedding) {
  const asked: ModelCall[] = [];
  const ask = async (call: ModelCall): Promise<AskResult> => {
    asked.push(call);
    const text = JSON.stringify(vector(call.messages[0]?.content ?? ''));
    return { ...answeredWith(text, { costNanoUsd: 20 }), requestKey: 'an embedding' };
  };
  return { asked, ask };
}

describe('check similar', () => {
  it('passes texts that are close and fails those that are not', async () => {
    const { ask } = embeddingOf();
    const close = await resultOf(check, subjectOf('You may return it within 30 days, madam.'), ask);
    expect(close).toMatchObject({ outcome: 'passed', costNanoUsd: 40 });
    const far = await resultOf(check, subjectOf('Our offices are closed.'), ask);
    expect(far.outcome).toBe('failed');
    expect(far.reason).toMatch(/at least 0\.8 similar to “You may return it within 30 days\.”/);
  });

  it('embeds both texts by the alias `embedding` or its own, as draw 0', async () => {
    const { asked, ask } = embeddingOf();
    await resultOf(check, { ...subjectOf('Hello'), repeat: 3 }, ask);
    await resultOf({ ...check, model: 'large' }, subjectOf('Hello'), ask);
    expect(asked.map(({ alias, task, repeat }) => [alias, task, repeat])).toEqual([
      ['embedding', 'embedding', 0],
      ['embedding', 'embedding', 0],
      ['large', 'embedding', 0],
      ['large', 'embedding', 0],
    ]);
    expect(asked[0]?.messages).toEqual([{ role: 'user', content: 'Hello' }]);
  });

  it('asks nobody about an empty answer, which is like nothing', async () => {
    const { asked, ask } = embeddingOf();
    expect(await resultOf(check, subjectOf(''), ask)).toMatchObject({
      outcome: 'failed',
      score: 0,
    });
    expect(asked).toEqual([]);
  });

  it('is an error when a model gives no vector, or two that do not fit', async () => {
    const none = embeddingOf(() => 'Hello');
    expect((await resultOf(check, subjectOf('Hi'), none.ask)).outcome).toBe('error');
    const uneven = embeddingOf((text) => Array.from(text, () => 1));
    expect(await resultOf(check, subjectOf('Hi'), uneven.ask)).toMatchObject({
      outcome: 'error',
      costNanoUsd: 40,
    });
  });
});
