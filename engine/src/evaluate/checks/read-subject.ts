import { type DataPath, parsePath } from '../../expressions/path.ts';
import { readPath } from '../../expressions/read-path.ts';
import type { Check, JsonValue } from '../../library/nodes.ts';
import { type RenderedView, renderedText } from '../../render/rendered-text.ts';
import type { CheckedValue, CheckSubject, SubjectAnswer } from './contract.ts';
import { checkPlugs } from './registry.ts';

/** What `of` leads to in a subject; `undefined` when nothing is there. */
export type SubjectReader = (subject: CheckSubject) => CheckedValue | undefined;

const renderedViews = new Map<string, RenderedView>([
  ['rendered', 'rendered'],
  ['rendered.system', 'system'],
  ['rendered.last_user', 'last_user'],
]);

/** True for a check that needs no answer, so that it is free and runs in `validate`; a group when all in it are. */
export function readsRendered(check: Pick<Check, 'key' | 'of' | 'members'>): boolean {
  if (check.members !== undefined) return check.members.every(readsRendered);
  const { asks, readsValue } = checkPlugs[check.key];
  return asks !== true && readsValue && renderedViews.has(check.of);
}

/**
 * Reads what an `of:` path names: `rendered` and its two parts, `output…`, `text`, `tool_calls…`,
 * `usage…`. The path is parsed once; what is no path leads nowhere.
 */
export function subjectReader(of: string): SubjectReader {
  const view = renderedViews.get(of);
  if (view !== undefined) return (subject) => readRendered(subject, view);
  const { path } = parsePath(of.replaceAll(/\.(\d+)(?=[.[]|$)/g, '[$1]'));
  if (path === undefined) return () => undefined;
  if (of === 'output') return ({ answer }) => answer && rootOutput(answer);
  if (of === 'text') return ({ answer }) => answer && { value: answer.text, isRawText: true };
  return ({ answer }) => answer && readAnswer(answer, path);
}

function readRendered({ rendered }: CheckSubject, view: RenderedView): CheckedValue | undefined {
  const text = renderedText(rendered, view);
  return text === '' && view !== 'rendered' ? undefined : { value: text, isRawText: false };
}

function rootOutput({ output, isText }: SubjectAnswer): CheckedValue {
  return { value: output, isRawText: isText };
}

function readAnswer(answer: SubjectAnswer, path: DataPath): CheckedValue | undefined {
  const scope = {
    output: answer.output,
    text: answer.text,
    tool_calls: answer.toolCalls.map((call) => ({ name: call.name, arguments: call.arguments })),
    usage: {
      input_tokens: answer.usage.inputTokens,
      cached_input_tokens: answer.usage.cachedInputTokens,
      output_tokens: answer.usage.outputTokens,
    },
  };
  const reading = readPath(scope, path);
  return reading.isPresent
    ? { value: withoutUndefined(reading.value) as JsonValue, isRawText: false }
    : undefined;
}

/** `usage` as a whole leaves out what the vendor did not say. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if (entries.every(([, item]) => item !== undefined)) return value;
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}
