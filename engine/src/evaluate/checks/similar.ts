import { askedAlias, embeddingAlias } from '../../library/asked-alias.ts';
import type { JsonValue } from '../../library/nodes.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { showText, showValue } from '../show-text.ts';
import type { CheckPlug, Finding, Spent } from './contract.ts';
import { cosine, readVector } from './cosine.ts';
import { spentOn } from './judging/ask-question.ts';
import { textField } from './judging/judge-plug.ts';
import { sumSpent } from './judging/sum-spent.ts';
import { jsonArgument } from './prepare-argument.ts';
import { textOf } from './text-value.ts';

const defaultMin = 0.8;

/**
 * Compares the value's meaning with a text's by the cosine of their embeddings, cut to 0..1; it holds
 * from `min` (default 0.8) up. Embeddings are no draws: every repeat asks with index 0, so that cache
 * and cassette answer a text once. An empty text resembles none, and nobody is asked.
 */
export const similar: CheckPlug = {
  key: 'similar',
  readsValue: true,
  asks: true,
  grades: true,
  prepare(check, tools) {
    const argument = jsonArgument(check.argument);
    const embed = async (text: string, caseId: string): Promise<Embedding> => {
      const result = await tools.askJudge(
        {
          alias: askedAlias(check) ?? embeddingAlias,
          task: 'embedding',
          parameters: {},
          messages: [{ role: 'user', content: text }],
          tools: [],
          output: { format: 'text' },
          repeat: 0,
          recording: { suite: tools.suite, caseId },
        },
        tools.signal,
      );
      const spent = spentOn(result);
      if (result.kind === 'not-executed') return { fault: { ...result, spent }, spent };
      if (result.kind === 'error') {
        const reason = `the embedding failed: ${showText(result.message)}`;
        return { fault: { kind: 'error', reason, spent }, spent };
      }
      const vector = readVector(result.answer.text);
      if (vector !== undefined) return { vector, spent };
      const reason = `the model gave no embedding: ${showValue(result.answer.text)}`;
      return { fault: { kind: 'error', reason, spent }, spent };
    };
    return async ({ value }, subject) => {
      const filled = argument.of(subject);
      if (filled.fault !== undefined) return { kind: 'error', reason: filled.fault };
      const min = minOf(filled.value);
      const to = textField(filled.value, 'to');
      const text = textOf(value);
      if (to === '' || text === '') return judged(0, { min, to, spent: sumSpent([]) });
      const one = await embed(text, subject.case.id);
      if (one.fault !== undefined) return one.fault;
      const other = await embed(to, subject.case.id);
      const spent = sumSpent([one.spent, other.spent]);
      if (other.fault !== undefined) return { ...other.fault, spent };
      const score = cosine(one.vector, other.vector);
      if (score === undefined) {
        return { kind: 'error', reason: 'the two embeddings cannot be compared', spent };
      }
      return judged(score, { min, to, spent });
    };
  },
};

type Embedding =
  | { readonly vector: readonly number[]; readonly fault?: undefined; readonly spent: Spent }
  | { readonly fault: Extract<Finding, { kind: 'error' | 'not-executed' }>; readonly spent: Spent };

function minOf(argument: JsonValue): number {
  const min = isPlainObject(argument) ? argument.min : undefined;
  return typeof min === 'number' ? min : defaultMin;
}

function judged(
  score: number,
  { min, to, spent }: { readonly min: number; readonly to: string; readonly spent: Spent },
): Finding {
  return {
    kind: 'judged',
    holds: score >= min,
    wanted: `to be at least ${min} similar to ${showValue(to)}`,
    got: `${Math.round(score * 1000) / 1000}`,
    score,
    spent,
  };
}
