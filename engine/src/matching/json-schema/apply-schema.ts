import { isPlainObject } from '../../units/own-value.ts';
import { charge, type Evaluation, fail, type Outcome, WorkLimitError } from './evaluation.ts';
import { judgeArray, judgeUnevaluatedItems } from './judge-array.ts';
import { judgeCombination } from './judge-combination.ts';
import { judgeObject, judgeUnevaluatedProperties } from './judge-object.ts';
import { judgePlainValue } from './judge-plain-value.ts';
import type { JsonSchema } from './references.ts';
import { schemaLimits } from './schema-limits.ts';

type Parent = Pick<Evaluation, 'run' | 'depth'>;

/**
 * Applies a checked schema to a value.
 * @throws WorkLimitError when the run's steps or the depth of references are used up
 */
export function applySchema(
  parent: Parent,
  schema: JsonSchema,
  value: unknown,
  pointer: string,
): Outcome {
  const depth = parent.depth + 1;
  charge(parent.run, 1);
  if (depth > schemaLimits.evaluationDepth) throw new WorkLimitError('too deep');
  const keywords = typeof schema === 'boolean' ? {} : schema;
  const { run } = parent;
  const evaluation: Evaluation = {
    schema: keywords,
    value,
    pointer,
    depth,
    run,
    faults: [],
    evaluated: run.tracksEvaluated ? new Set() : run.untracked,
    apply: (inner, item, at) => applySchema({ run, depth }, inner, item, at),
  };
  if (schema === false) fail(evaluation, 'false', 'nothing here');
  if (typeof schema === 'boolean') return evaluation;
  judgePlainValue(evaluation);
  judgeCombination(evaluation);
  if (Array.isArray(value)) {
    judgeArray(evaluation, value);
    judgeUnevaluatedItems(evaluation, value);
  } else if (isPlainObject(value)) {
    judgeObject(evaluation, value);
    judgeUnevaluatedProperties(evaluation, value);
  }
  return evaluation;
}
