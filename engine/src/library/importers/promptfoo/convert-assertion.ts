import { nearestName } from '../../../matching/nearest.ts';
import { compileRegex } from '../../../matching/regex.ts';
import { ownValue } from '../../../units/own-value.ts';
import type { JsonValue } from '../../nodes.ts';
import type { Cursor } from '../cursor.ts';
import type { AssertionContext, ConvertedAssertion } from './assertion-context.ts';
import { assertionRules, type CheckBody } from './assertion-rules.ts';
import { checkConverters } from './check-converters.ts';
import { convertAssertSet } from './convert-assert-set.ts';
import { dataCursor, type ImportContext, isCode, readNamed } from './import-context.ts';

const plainKeys = new Set(['type', 'value', 'metric', 'weight', 'assert', 'provider', '$ref']);
const thresholdTypes = new Set([
  ...['levenshtein', 'rouge-n', 'similar', 'similar:cosine', 'cost', 'latency', 'llm-rubric'],
  ...['g-eval', 'answer-relevance', 'context-faithfulness', 'context-recall', 'assert-set'],
]);
const judgeTypes = new Set([
  ...['llm-rubric', 'g-eval', 'factuality', 'model-graded-factuality', 'model-graded-closedqa'],
  ...['answer-relevance', 'context-faithfulness', 'context-recall'],
]);

/** One assertion as a check; `undefined`, and reported, when it becomes none. */
export async function convertAssertion(
  written: Cursor,
  scope: AssertionContext,
): Promise<ConvertedAssertion | undefined> {
  const { losses } = scope.context;
  const assertion = resolveTemplate(written, scope);
  if (assertion === undefined) return undefined;
  const full = assertion.get('type').value;
  if (typeof full !== 'string') {
    losses.lose(assertion, 'assertion', 'it has no `type`');
    return undefined;
  }
  const isNegated = full.startsWith('not-');
  const type = isNegated ? full.slice(4) : full;
  const rule = ownValue(assertionRules, type);
  const what = `assertion \`${full}\``;
  if (rule === undefined) {
    const near = nearestName(type, Object.keys(assertionRules));
    const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
    losses.lose(assertion, what, 'promptfoo has no such assertion', hint);
    return undefined;
  }
  if (rule.becomes === undefined) {
    const report = rule.isRefused ? losses.refuse : losses.lose;
    report(assertion, what, rule.reason);
    return undefined;
  }
  if (!keepsMeaning(assertion, what, type, scope)) return undefined;
  const weight = assertion.get('weight').value ?? 1;
  if (typeof weight !== 'number' || weight < 0) {
    losses.lose(
      assertion.get('weight'),
      '`weight`',
      `expected a number, got ${JSON.stringify(weight)}`,
    );
    return undefined;
  }
  const body =
    type === 'assert-set'
      ? await convertAssertSet(assertion, (item) => convertAssertion(item, scope), scope.context)
      : await convertOne(assertion, type, what, scope);
  if (body === undefined) return undefined;
  return {
    body: isNegated ? { ...body, not: true } : body,
    metric: metricOf(assertion.get('metric').value),
    weight,
    at: assertion,
  };
}

/** Longest name that a metric gives a check, with room for what makes it unique. */
const longestMetric = 160;

function metricOf(metric: JsonValue | undefined): string | undefined {
  if (typeof metric !== 'string' || metric.trim() === '' || metric.includes('{{')) return undefined;
  return metric.trim().slice(0, longestMetric);
}

/** `$ref: '#/assertionTemplates/name'` as what it names, with the keys beside it, at its own place. */
function resolveTemplate(
  written: Cursor,
  { templates, context }: AssertionContext,
): Cursor | undefined {
  const reference = written.get('$ref').value;
  if (reference === undefined) return written;
  const name = /^#\/assertionTemplates\/([^/]+)$/.exec(String(reference))?.[1];
  const template = name === undefined ? undefined : templates.get(name).value;
  if (typeof template !== 'object' || template === null || Array.isArray(template)) {
    context.losses.lose(
      written,
      'assertion',
      `\`$ref\` names no template: ${JSON.stringify(reference)}`,
    );
    return undefined;
  }
  const { $ref: _, ...own } = written.value as { readonly [key: string]: JsonValue };
  return written.with({ ...template, ...own });
}

/** False, and reported, when a key changes what is judged and has no counterpart. */
function keepsMeaning(
  assertion: Cursor,
  what: string,
  type: string,
  { context: { losses } }: AssertionContext,
): boolean {
  let isKept = true;
  for (const [key, item] of assertion.entries()) {
    if (plainKeys.has(key) || (key === 'threshold' && thresholdTypes.has(type))) continue;
    if (key === 'transform' || key === 'contextTransform') {
      losses.refuse(item, what, `\`${key}\` runs code on the answer before it is judged`);
      isKept = false;
    } else losses.lose(item, `\`${key}\` of ${what}`, 'a check has no such setting');
  }
  const threshold = assertion.get('threshold').value;
  if (thresholdTypes.has(type) && threshold !== undefined && typeof threshold !== 'number') {
    const got = JSON.stringify(threshold);
    losses.lose(assertion.get('threshold'), what, `\`threshold\` is no number: ${got}`);
    return false;
  }
  return isKept;
}

async function convertOne(
  assertion: Cursor,
  type: string,
  what: string,
  scope: AssertionContext,
): Promise<CheckBody | undefined> {
  const { losses } = scope.context;
  const value = await readValue(assertion, type, what, scope.context);
  if (value === 'lost') return undefined;
  const body = checkConverters[type]?.({ ...scope, assertion, value, what });
  if (body === undefined) return undefined;
  if (typeof body.regex === 'string' && !body.regex.includes('${'.concat('{'))) {
    const { fault } = compileRegex(body.regex);
    if (fault) {
      losses.lose(assertion, what, `its expression cannot be used: ${fault.message}`, fault.hint);
      return undefined;
    }
  }
  const judge = await judgeOf(assertion, type, scope);
  const { any_of: members } = body;
  // `similar` to one of several texts is a group; the model belongs to the checks in it.
  if (!Array.isArray(members)) return { ...body, ...judge };
  return { any_of: members.map((member) => ({ ...(member as CheckBody), ...judge })) };
}

/** The assertion's value, read from its file where it names one. */
async function readValue(
  assertion: Cursor,
  type: string,
  what: string,
  context: ImportContext,
): Promise<Cursor | 'lost'> {
  const value = assertion.get('value');
  if (typeof value.value !== 'string') return value;
  const text = value.value;
  if (/^(?:javascript|python|ruby|fn|eval|package|exec):/.test(text)) {
    context.losses.refuse(value, what, 'its value is code, and an import runs none');
    return 'lost';
  }
  if (!text.startsWith('file://')) return value;
  if (isCode(text)) {
    context.losses.refuse(value, what, `its value is a program: \`${text}\``);
    return 'lost';
  }
  const file = await readNamed(value, what, context);
  if (!file) return 'lost';
  if (!/\.(?:ya?ml|json)$/i.test(file.path)) return value.with(file.text.trim());
  const data = dataCursor(file, value, what, context);
  if (data === undefined) return 'lost';
  return value.with(type === 'equals' || /json|xml/.test(type) ? data.value : textual(data.value));
}

function textual(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value) : value;
}

/** `model:` of a check whose assertion names a grader of its own, and leave for a model to judge itself. */
async function judgeOf(
  assertion: Cursor,
  type: string,
  { desk, aliases }: AssertionContext,
): Promise<{ readonly model?: string; readonly same_model?: true }> {
  const isJudge = judgeTypes.has(type);
  if (!isJudge && !type.startsWith('similar')) return {};
  const provider = assertion.get('provider');
  const model =
    provider.value === undefined
      ? undefined
      : await desk.add(graderOf(provider, isJudge ? 'text' : 'embedding'), {
          isEmbedding: !isJudge,
        });
  const asked = model ?? (isJudge ? 'judge' : 'embedding');
  const isSame = isJudge && aliases.some((alias) => desk.isSame(alias, asked));
  return { ...(model !== undefined && { model }), ...(isSame && { same_model: true as const }) };
}

/** Of a map by kind of call (`{text: …, embedding: …}`), the entry of one kind. */
export function graderOf(provider: Cursor, kind: 'text' | 'embedding'): Cursor {
  if (provider.get('id').value !== undefined) return provider;
  const ofKind = provider.get(kind);
  return ofKind.value === undefined ? provider : ofKind;
}
