import { canonicalOf, charge, type Evaluation, fail, keywordOf, matches } from './evaluation.ts';
import { checkedFormats } from './formats.ts';

/** Keywords on any value, on numbers and on texts: `type`, `enum`, `const`, ranges, lengths, `pattern`, `format`. */
export function judgePlainValue(evaluation: Evaluation): void {
  judgeType(evaluation);
  judgeChoice(evaluation);
  if (typeof evaluation.value === 'number') judgeNumber(evaluation, evaluation.value);
  if (typeof evaluation.value === 'string') judgeText(evaluation, evaluation.value);
}

function judgeType(evaluation: Evaluation): void {
  const type = keywordOf(evaluation, 'type');
  if (type === undefined) return;
  const names = (Array.isArray(type) ? type : [type]) as string[];
  if (!names.some((name) => hasType(evaluation.value, name))) {
    fail(evaluation, 'type', names.join(' or '));
  }
}

function hasType(value: unknown, name: string): boolean {
  if (name === 'null') return value === null;
  if (name === 'array') return Array.isArray(value);
  if (name === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (name === 'integer') return Number.isInteger(value);
  return typeof value === name;
}

function judgeChoice(evaluation: Evaluation): void {
  const list = keywordOf(evaluation, 'enum');
  if (Array.isArray(list)) {
    const { run, value } = evaluation;
    let texts = run.canonicalLists.get(list);
    if (texts === undefined) {
      texts = new Set(list.map((item) => canonicalOf(run, item)));
      run.canonicalLists.set(list, texts);
    }
    if (!texts.has(canonicalOf(run, value))) fail(evaluation, 'enum', `one of ${listed(list)}`);
  }
  if (!Object.hasOwn(evaluation.schema, 'const')) return;
  const wanted = canonicalOf(evaluation.run, keywordOf(evaluation, 'const'));
  if (canonicalOf(evaluation.run, evaluation.value) !== wanted) {
    fail(evaluation, 'const', shorten(wanted));
  }
}

function judgeNumber(evaluation: Evaluation, value: number): void {
  const bounds = [
    ['minimum', 'at least', (bound: number) => value >= bound],
    ['maximum', 'at most', (bound: number) => value <= bound],
    ['exclusiveMinimum', 'more than', (bound: number) => value > bound],
    ['exclusiveMaximum', 'less than', (bound: number) => value < bound],
    ['multipleOf', 'a multiple of', (bound: number) => isMultiple(value, bound)],
  ] as const;
  for (const [keyword, phrase, holds] of bounds) {
    const bound = keywordOf(evaluation, keyword);
    if (typeof bound === 'number' && !holds(bound)) fail(evaluation, keyword, `${phrase} ${bound}`);
  }
}

function judgeText(evaluation: Evaluation, value: string): void {
  const { run } = evaluation;
  const shortest = keywordOf(evaluation, 'minLength');
  const longest = keywordOf(evaluation, 'maxLength');
  if (typeof shortest === 'number' || typeof longest === 'number') {
    charge(run, Math.ceil(value.length / 1_000));
    const length = codePoints(value);
    const got = `${length} characters`;
    if (length < Number(shortest ?? 0))
      fail(evaluation, 'minLength', `at least ${shortest} characters`, got);
    if (length > Number(longest ?? Infinity))
      fail(evaluation, 'maxLength', `at most ${longest} characters`, got);
  }
  const pattern = keywordOf(evaluation, 'pattern');
  if (typeof pattern === 'string' && !matches(run, pattern, value)) {
    fail(evaluation, 'pattern', `a match of \`${shorten(pattern)}\``);
  }
  const format = keywordOf(evaluation, 'format');
  const isValid = typeof format === 'string' ? checkedFormats.get(format) : undefined;
  if (isValid === undefined) return;
  charge(run, Math.ceil(value.length / 1_000));
  if (!isValid(value)) fail(evaluation, 'format', `format ${String(format)}`);
}

/** Exact on the decimal texts: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, divisor: number): boolean {
  const [valueDigits, valueExponent] = decimalParts(value);
  const [divisorDigits, divisorExponent] = decimalParts(divisor);
  const scale = Math.min(valueExponent, divisorExponent);
  const whole = valueDigits * 10n ** BigInt(valueExponent - scale);
  return whole % (divisorDigits * 10n ** BigInt(divisorExponent - scale)) === 0n;
}

function decimalParts(value: number): [bigint, number] {
  const [digits = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const fraction = digits.split('.')[1] ?? '';
  return [BigInt(digits.replace('.', '')), Number(exponent) - fraction.length];
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function listed(items: readonly unknown[]): string {
  const shown = items.slice(0, 10).map((item) => shorten(JSON.stringify(item) ?? ''));
  return `${shown.join(', ')}${items.length > shown.length ? ' …' : ''}`;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
