import { isPlainObject } from '../../units/own-value.ts';
import {
  absorb,
  type Evaluation,
  fail,
  keywordOf,
  type Outcome,
  targetOf,
  type ValueFault,
} from './evaluation.ts';
import type { JsonSchema } from './references.ts';

/** Keywords that apply schemas to the same value: references, all/any/one of, `not`, `if`, `dependentSchemas`. */
export function judgeCombination(evaluation: Evaluation): void {
  for (const keyword of ['$ref', '$dynamicRef']) {
    const reference = keywordOf(evaluation, keyword);
    if (reference !== undefined) must(evaluation, targetOf(evaluation.run, reference));
  }
  for (const schema of schemasOf(evaluation, 'allOf')) must(evaluation, schema);
  judgeAnyOf(evaluation);
  judgeOneOf(evaluation);
  const refused = keywordOf(evaluation, 'not') as JsonSchema | undefined;
  if (refused !== undefined && inPlace(evaluation, refused).faults.length === 0) {
    fail(evaluation, 'not', 'anything that does not fit `not`');
  }
  judgeCondition(evaluation);
  const dependent = keywordOf(evaluation, 'dependentSchemas');
  if (!isPlainObject(dependent) || !isPlainObject(evaluation.value)) return;
  for (const [key, schema] of Object.entries(dependent)) {
    if (Object.hasOwn(evaluation.value, key)) must(evaluation, schema as JsonSchema);
  }
}

function judgeAnyOf(evaluation: Evaluation): void {
  const schemas = schemasOf(evaluation, 'anyOf');
  if (schemas.length === 0) return;
  const misses: ValueFault[][] = [];
  for (const schema of schemas) {
    const outcome = inPlace(evaluation, schema);
    if (outcome.faults.length > 0) misses.push(outcome.faults);
    else adopt(evaluation, outcome);
    if (outcome.faults.length === 0 && !evaluation.run.tracksEvaluated) return;
  }
  if (misses.length === schemas.length) failAll(evaluation, 'anyOf', misses);
}

function judgeOneOf(evaluation: Evaluation): void {
  const schemas = schemasOf(evaluation, 'oneOf');
  if (schemas.length === 0) return;
  const outcomes = schemas.map((schema) => inPlace(evaluation, schema));
  const fitting = outcomes.filter(({ faults }) => faults.length === 0);
  const [first] = fitting;
  if (first === undefined)
    failAll(
      evaluation,
      'oneOf',
      outcomes.map(({ faults }) => faults),
    );
  else if (fitting.length === 1) adopt(evaluation, first);
  else fail(evaluation, 'oneOf', 'exactly one fitting alternative', `${fitting.length} that fit`);
}

function judgeCondition(evaluation: Evaluation): void {
  const condition = keywordOf(evaluation, 'if') as JsonSchema | undefined;
  if (condition === undefined) return;
  const outcome = inPlace(evaluation, condition);
  if (outcome.faults.length === 0) adopt(evaluation, outcome);
  const branch = keywordOf(evaluation, outcome.faults.length === 0 ? 'then' : 'else');
  if (branch !== undefined) must(evaluation, branch as JsonSchema);
}

function must(evaluation: Evaluation, schema: JsonSchema): void {
  const outcome = inPlace(evaluation, schema);
  absorb(evaluation, outcome.faults);
  if (outcome.faults.length === 0) adopt(evaluation, outcome);
}

function inPlace(evaluation: Evaluation, schema: JsonSchema): Outcome {
  return evaluation.apply(schema, evaluation.value, evaluation.pointer);
}

/** What a fitting schema has judged counts as judged here. */
function adopt(evaluation: Evaluation, outcome: Outcome): void {
  if (!evaluation.run.tracksEvaluated) return;
  for (const key of outcome.evaluated) evaluation.evaluated.add(key);
}

/** No alternative fits: the one with the deepest first fault is most likely the one that was meant. */
function failAll(evaluation: Evaluation, keyword: string, misses: readonly ValueFault[][]): void {
  const [nearest] = misses
    .map(([fault]) => fault)
    .filter((fault) => fault !== undefined)
    .sort((a, b) => b.pointer.length - a.pointer.length);
  const where =
    nearest === undefined || nearest.pointer === evaluation.pointer ? '' : `${nearest.pointer}: `;
  const detail =
    nearest === undefined ? '' : ` (nearest: ${where}${nearest.message})`.slice(0, 300);
  fail(evaluation, keyword, `a fit of one of ${misses.length} alternatives${detail}`);
}

function schemasOf(evaluation: Evaluation, keyword: string): readonly JsonSchema[] {
  return (keywordOf(evaluation, keyword) ?? []) as JsonSchema[];
}
