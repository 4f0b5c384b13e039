import type { Cursor } from '../cursor.ts';
import type { ConvertedAssertion } from './assertion-context.ts';
import type { CheckBody } from './assertion-rules.ts';
import type { ImportContext } from './import-context.ts';

/** A set of assertions as one group: `all_of`, or `at_least` where a threshold says how many pass. */
export async function convertAssertSet(
  set: Cursor,
  convert: (assertion: Cursor) => Promise<ConvertedAssertion | undefined>,
  context: ImportContext,
): Promise<CheckBody | undefined> {
  const members: ConvertedAssertion[] = [];
  for (const item of set.get('assert').items()) {
    const member = await convert(item);
    if (member?.weight === 0) {
      context.losses.lose(item, '`weight: 0`', 'it decides nothing in its set, and is left out');
    } else if (member) members.push(member);
  }
  if (members.length === 0) {
    context.losses.lose(set, 'assertion `assert-set`', 'nothing in it could be kept');
    return undefined;
  }
  const threshold = set.get('threshold').value;
  return groupOf(members, typeof threshold === 'number' ? threshold : undefined, context);
}

/**
 * Checks that pass together. promptfoo compares the weighted mean of their scores with the threshold:
 * with equal weights and checks that pass or fail, that is a number of passes.
 */
export function groupOf(
  members: readonly ConvertedAssertion[],
  threshold: number | undefined,
  { losses }: ImportContext,
): CheckBody {
  const [first] = members as [ConvertedAssertion];
  const isEven = members.every(({ weight }) => weight === first.weight);
  if (threshold !== undefined && !isEven) {
    const reason = 'a threshold over different weights has no counterpart: each counts the same';
    losses.lose(first.at, 'weights under a `threshold`', reason);
  }
  for (const { weight, at } of threshold === undefined ? members : []) {
    if (weight === 1) continue;
    const reason = 'it moves promptfoo’s score only; the check must pass here, as it must there';
    losses.lose(at.get('weight'), `\`weight: ${weight}\``, reason);
  }
  for (const { body, at } of members) {
    if (threshold === undefined || !gradedKeys.some((key) => Object.hasOwn(body, key))) continue;
    losses.lose(at, 'score under a `threshold`', 'it counts as passed or failed, not by its score');
  }
  const checks = members.map(({ body, metric }) =>
    metric === undefined ? { ...body } : { name: metric, ...body },
  );
  if (threshold === undefined) return { all_of: checks };
  const count = Math.min(checks.length, Math.max(1, Math.ceil(threshold * checks.length - 1e-9)));
  if (count === checks.length) return { all_of: checks };
  return count === 1 ? { any_of: checks } : { at_least: { count, of: checks } };
}

const gradedKeys = [
  'judge',
  'similar',
  'rouge_n',
  'answer_relevance',
  'faithfulness',
  'context_recall',
];
