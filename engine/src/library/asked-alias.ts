import type { Check, CheckKey } from './nodes.ts';

/** Alias that judges ask when they name none. */
export const judgeAlias = 'judge';

/** Alias that `similar` asks when it names none. */
export const embeddingAlias = 'embedding';

/** Checks whose verdict a judging model gives. */
export const judgeKeys: ReadonlySet<CheckKey> = new Set([
  'judge',
  'rubric',
  'factuality',
  'closed_question',
  'pairwise',
  'faithfulness',
  'answer_relevance',
  'context_recall',
] as const);

/** The alias that a check asks, as galley.yaml in force for judges has it; `undefined` for one that asks none. */
export function askedAlias({ key, model }: Pick<Check, 'key' | 'model'>): string | undefined {
  if (judgeKeys.has(key)) return model ?? judgeAlias;
  return key === 'similar' ? (model ?? embeddingAlias) : undefined;
}

/** Every check, those within groups included; a group stands before its members. */
export function* flatChecks(checks: readonly Check[]): Generator<Check> {
  for (const check of checks) {
    yield check;
    if (check.members !== undefined) yield* flatChecks(check.members);
  }
}
