import { GalleyError } from '../../../errors/galley-error.ts';
import type { Position } from '../../../errors/problem.ts';
import { readYamlText } from '../../../library/yaml/read-yaml.ts';
import type { YamlFile } from '../../../library/yaml/yaml-file.ts';
import { compileRegex } from '../../../matching/regex.ts';
import type { RenderedView } from '../../../render/rendered-text.ts';
import { isPlainObject, ownValue } from '../../../units/own-value.ts';
import type { Usage } from '../contract.ts';
import type { Script, ScriptAnswer, ScriptCondition, ScriptRule } from './script.ts';

const views: readonly string[] = ['rendered', 'system', 'last_user'];
const deepestCondition = 16;

/**
 * A scripted model's YAML file as rules; the library has told the author every problem in it.
 * @throws GalleyError `project-invalid` naming the place, what it takes and what it holds
 */
export function parseScript(source: string, file: string): Script {
  const yaml = readYamlText(file, source);
  const [syntax] = yaml.problems;
  if (syntax) throw refused(file, syntax, syntax.message, syntax.hint);
  return scriptOf(yaml);
}

function scriptOf(yaml: YamlFile): Script {
  const value: unknown = yaml.value;
  const at = place(yaml, []);
  const document = mapOf(value, at, ['description', 'rules', 'otherwise']);
  const rules = ownValue(document, 'rules') ?? [];
  if (!Array.isArray(rules)) throw fault(at.below('rules'), 'a list of rules', rules);
  const otherwise = ownValue(document, 'otherwise');
  if (otherwise === undefined) {
    throw fault(at.below('otherwise'), 'the answer when no rule fits', undefined);
  }
  return {
    rules: rules.map((rule, index) => ruleOf(rule, at.below('rules', index))),
    otherwise: answerOf(mapOf(otherwise, at.below('otherwise'), answerKeys), at.below('otherwise')),
  };
}

const answerKeys = ['say', 'json', 'usage', 'latency_ms'];

function ruleOf(value: unknown, at: Place): ScriptRule {
  const rule = mapOf(value, at, ['when', ...answerKeys]);
  const when = conditionOf(ownValue(rule, 'when'), at.below('when'), 'rendered', 0);
  return { when, answer: answerOf(rule, at) };
}

function conditionOf(
  value: unknown,
  at: Place,
  inherited: RenderedView,
  depth: number,
): ScriptCondition {
  const condition = mapOf(value, at, ['contains', 'icontains', 'regex', 'all', 'any', 'of']);
  const of = viewOf(ownValue(condition, 'of'), at, inherited);
  const tests = Object.keys(condition).filter((key) => key !== 'of' && !key.startsWith('x-'));
  const [test] = tests;
  if (test === undefined || tests.length > 1) {
    throw fault(
      at,
      'exactly one of contains, icontains, regex, all, any',
      tests.join(' and ') || undefined,
    );
  }
  const argument = condition[test];
  const here = at.below(test);
  if (test === 'all' || test === 'any') {
    if (!Array.isArray(argument) || argument.length === 0)
      throw fault(here, 'conditions', argument);
    if (depth >= deepestCondition)
      throw fault(here, `at most ${deepestCondition} levels`, argument);
    const conditions = argument.map((part, index) =>
      conditionOf(part, here.below(index), of, depth + 1),
    );
    return { kind: test, conditions };
  }
  if (typeof argument !== 'string' || argument === '') throw fault(here, 'a text', argument);
  if (test === 'contains') return { kind: 'text', of, matches: (text) => text.includes(argument) };
  if (test === 'icontains') {
    const lower = argument.toLowerCase();
    return { kind: 'text', of, matches: (text) => text.toLowerCase().includes(lower) };
  }
  const compiled = compileRegex(argument);
  if (!compiled.regex) throw fault(here, 'an RE2 pattern', argument, compiled.fault.message);
  const { regex } = compiled;
  return { kind: 'text', of, matches: (text) => regex.test(text) };
}

function viewOf(value: unknown, at: Place, inherited: RenderedView): RenderedView {
  if (value === undefined) return inherited;
  if (typeof value === 'string' && views.includes(value)) return value as RenderedView;
  throw fault(at.below('of'), `one of ${views.join(', ')}`, value);
}

function answerOf(answer: Record<string, unknown>, at: Place): ScriptAnswer {
  const hasSay = Object.hasOwn(answer, 'say');
  if (hasSay === Object.hasOwn(answer, 'json')) {
    throw fault(at, 'exactly one of say, json', hasSay ? 'both' : undefined);
  }
  return {
    texts: hasSay ? sayings(answer.say, at.below('say')) : [JSON.stringify(answer.json)],
    usage: usageOf(ownValue(answer, 'usage'), at.below('usage')),
    latencyMs: milliseconds(ownValue(answer, 'latency_ms') ?? 0, at.below('latency_ms')),
  };
}

function sayings(value: unknown, at: Place): string[] {
  const texts = Array.isArray(value) ? value : [value];
  if (texts.length === 0) throw fault(at, 'at least one answer', value);
  return texts.map((text, index) => {
    if (typeof text !== 'string') throw fault(at.below(index), 'a text', text);
    return text;
  });
}

function usageOf(value: unknown, at: Place): Usage | undefined {
  if (value === undefined) return undefined;
  const usage = mapOf(value, at, ['input_tokens', 'output_tokens']);
  return {
    inputTokens: count(ownValue(usage, 'input_tokens'), at.below('input_tokens')),
    cachedInputTokens: undefined,
    outputTokens: count(ownValue(usage, 'output_tokens'), at.below('output_tokens')),
  };
}

function count(value: unknown, at: Place): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw fault(at, 'a whole number from 0', value);
}

function milliseconds(value: unknown, at: Place): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  throw fault(at, 'milliseconds from 0', value);
}

function mapOf(value: unknown, at: Place, keys: readonly string[]): Record<string, unknown> {
  if (!isPlainObject(value)) throw fault(at, `a map with ${keys.join(', ')}`, value);
  const unknown = Object.keys(value).find((key) => !keys.includes(key) && !key.startsWith('x-'));
  if (unknown !== undefined) {
    const key = at.below(unknown);
    const reason = `${pathText(key.path)} is no key here, expected one of ${keys.join(', ')}`;
    throw refused(at.yaml.file, at.yaml.keyAt(key.path), reason, hint);
  }
  return value;
}

const hint = 'A scripted model is a list `rules` of {when, say or json} and an `otherwise`.';

interface Place {
  readonly yaml: YamlFile;
  readonly path: readonly (string | number)[];
  below(...steps: readonly (string | number)[]): Place;
}

function place(yaml: YamlFile, path: readonly (string | number)[]): Place {
  return { yaml, path, below: (...steps) => place(yaml, [...path, ...steps]) };
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join('');
}

function fault(at: Place, expected: string, got: unknown, reason?: string): GalleyError {
  const shown = got === undefined ? 'nothing' : (JSON.stringify(got) ?? typeof got).slice(0, 80);
  const where = at.path.length === 0 ? 'a scripted model' : pathText(at.path);
  return refused(
    at.yaml.file,
    at.yaml.valueAt(at.path),
    `${where} takes ${expected}, got ${shown}${reason ? ` (${reason})` : ''}`,
    hint,
  );
}

function refused(
  file: string,
  at: Position,
  reason: string,
  advice: string | undefined,
): GalleyError {
  const { line, column } = at;
  return new GalleyError('project-invalid', `${file}:${line}:${column} ${reason}`, {
    data: { file, line, column, reason },
    ...(advice && { hint: advice }),
  });
}
