import { absorb, canonicalOf, type Evaluation, fail, keywordOf } from './evaluation.ts';
import { type JsonSchema, pointerTo } from './references.ts';

/** Keywords on arrays: `prefixItems`, `items`, `contains`, counts and `uniqueItems`. */
export function judgeArray(evaluation: Evaluation, items: readonly unknown[]): void {
  const prefix = (keywordOf(evaluation, 'prefixItems') ?? []) as JsonSchema[];
  const rest = keywordOf(evaluation, 'items') as JsonSchema | undefined;
  items.forEach((item, index) => {
    const schema = index < prefix.length ? prefix[index] : rest;
    if (schema !== undefined) judgeItem(evaluation, schema, item, index);
  });
  judgeContains(evaluation, items);
  const fewest = Number(keywordOf(evaluation, 'minItems') ?? 0);
  const most = Number(keywordOf(evaluation, 'maxItems') ?? Number.POSITIVE_INFINITY);
  if (items.length < fewest) fail(evaluation, 'minItems', `at least ${fewest} items`);
  if (items.length > most) fail(evaluation, 'maxItems', `at most ${most} items`);
  if (keywordOf(evaluation, 'uniqueItems') === true) judgeUnique(evaluation, items);
}

/** `unevaluatedItems`, after everything else has judged the array. */
export function judgeUnevaluatedItems(evaluation: Evaluation, items: readonly unknown[]): void {
  const schema = keywordOf(evaluation, 'unevaluatedItems') as JsonSchema | undefined;
  if (schema === undefined) return;
  items.forEach((item, index) => {
    if (!evaluation.evaluated.has(index)) judgeItem(evaluation, schema, item, index);
  });
}

function judgeItem(evaluation: Evaluation, schema: JsonSchema, item: unknown, index: number): void {
  const { faults } = evaluation.apply(schema, item, pointerTo(evaluation.pointer, index));
  absorb(evaluation, faults);
  if (evaluation.run.tracksEvaluated) evaluation.evaluated.add(index);
}

function judgeContains(evaluation: Evaluation, items: readonly unknown[]): void {
  const schema = keywordOf(evaluation, 'contains') as JsonSchema | undefined;
  if (schema === undefined) return;
  const fewest = Number(keywordOf(evaluation, 'minContains') ?? 1);
  const most = Number(keywordOf(evaluation, 'maxContains') ?? Number.POSITIVE_INFINITY);
  let count = 0;
  items.forEach((item, index) => {
    const { faults } = evaluation.apply(schema, item, pointerTo(evaluation.pointer, index));
    if (faults.length > 0) return;
    count += 1;
    if (evaluation.run.tracksEvaluated) evaluation.evaluated.add(index);
  });
  if (count < fewest)
    fail(evaluation, 'contains', `at least ${fewest} items that fit \`contains\``, String(count));
  if (count > most)
    fail(evaluation, 'maxContains', `at most ${most} items that fit \`contains\``, String(count));
}

function judgeUnique(evaluation: Evaluation, items: readonly unknown[]): void {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = canonicalOf(evaluation.run, item);
    const earlier = seen.get(text);
    if (earlier !== undefined) {
      fail(evaluation, 'uniqueItems', 'different items', `the same at ${earlier} and ${index}`);
      return;
    }
    seen.set(text, index);
  }
}
