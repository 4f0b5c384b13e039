import type { DataPath } from '../../../expressions/path.ts';
import { readPath } from '../../../expressions/read-path.ts';
import type { HttpProvider } from '../../../library/project.ts';
import { jsonFault } from '../../json-fault.ts';
import type { ProviderAnswer, ProviderRequest, Usage } from '../contract.ts';
import type { Reading } from '../create-send.ts';
import { tokenCount } from '../token-count.ts';
import { vectorText } from '../vector-text.ts';

/** The answer in a response of a team's own endpoint, by the paths that its declaration names. */
export function httpAnswer(
  value: unknown,
  {
    declaration,
    request,
    body,
  }: {
    readonly declaration: HttpProvider;
    readonly request: ProviderRequest;
    readonly body: string;
  },
): Reading {
  const isEmbedding = request.task === 'embedding';
  const path = isEmbedding ? declaration.embedding?.output : declaration.output;
  const found = path === undefined ? (typeof value === 'string' ? value : body) : at(value, path);
  const billed = { usage: usageOf(value, declaration, isEmbedding) };
  if (found === undefined || found === null) {
    return { unreadable: `the answer has nothing at ${path?.text}`, billed, quotes: true };
  }
  const text = isEmbedding ? vectorText(found) : textOf(found);
  if (text === undefined) {
    const expected = isEmbedding ? 'no vector of numbers' : 'nested too deep';
    return { unreadable: `what stands at ${path?.text} is ${expected}`, billed, quotes: true };
  }
  return {
    text,
    toolCalls: [],
    finishReason: isEmbedding ? 'stop' : finishReasonOf(at(value, declaration.finishReason)),
    model: request.model,
    ...billed,
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return jsonFault(value) === undefined ? JSON.stringify(value) : undefined;
}

function usageOf(value: unknown, { usage }: HttpProvider, isEmbedding: boolean): Usage {
  const count = (path: DataPath | undefined) => tokenCount(at(value, path));
  return {
    inputTokens: count(usage.inputTokens),
    cachedInputTokens: count(usage.cachedInputTokens),
    outputTokens: isEmbedding ? 0 : count(usage.outputTokens),
  };
}

/** Words that common servers write for each reason. */
const finishReasons: Readonly<Record<string, ProviderAnswer['finishReason']>> = {
  stop: 'stop',
  stop_sequence: 'stop',
  end_turn: 'stop',
  eos: 'stop',
  completed: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  content_filter: 'refusal',
  refusal: 'refusal',
  safety: 'refusal',
};

/** Without a word about it an answer counts as finished. */
function finishReasonOf(said: unknown): ProviderAnswer['finishReason'] {
  if (said === undefined || said === null) return 'stop';
  const word = String(said).toLowerCase();
  return Object.hasOwn(finishReasons, word) ? (finishReasons[word] ?? 'other') : 'other';
}

function at(value: unknown, path: DataPath | undefined): unknown {
  if (path === undefined) return undefined;
  const reading = readPath(value, path);
  return reading.isPresent ? reading.value : undefined;
}
