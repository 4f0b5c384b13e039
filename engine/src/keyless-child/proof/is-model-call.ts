import { isCount, mapOf, oneOf, orAbsent, type Shape } from '../../evaluate/results-file/shape.ts';
import type { ModelCall } from '../../models/model-desk.ts';
import { isPlainObject } from '../../units/own-value.ts';
import {
  boundedList,
  isBoundedText,
  isFiniteNumber,
  isJsonOrAbsent,
  isName,
} from './bounded-shape.ts';

/** Above it no price can be said in safe whole numbers. */
const mostTokens = 100_000_000;

const isStop: Shape = (value) => isBoundedText(value) || boundedList(isBoundedText, 100)(value);

/** Parameters of a model; names outside the closed list are refused where layers are merged. */
export const isParameters = mapOf({
  temperature: orAbsent(isFiniteNumber),
  top_p: orAbsent(isFiniteNumber),
  max_tokens: orAbsent((value) => isCount(value) && Number(value) <= mostTokens),
  stop: orAbsent(isStop),
  seed: orAbsent((value) => Number.isSafeInteger(value)),
  reasoning_effort: orAbsent(isName),
  extra: orAbsent(isPlainObject),
});

/** One message as it is sent. */
export const isMessage = mapOf({
  role: oneOf('system', 'developer', 'user', 'assistant'),
  content: isBoundedText,
});

const isTool = mapOf({
  name: isName,
  description: orAbsent(isBoundedText),
  parameters: isJsonOrAbsent,
});

const hasShape = mapOf({
  alias: isName,
  task: orAbsent(oneOf('embedding')),
  parameters: boundedList(isParameters, 10),
  messages: boundedList(isMessage),
  tools: boundedList(isTool, 1_000),
  output: mapOf({ format: oneOf('text', 'json'), schema: isJsonOrAbsent }),
  repeat: isCount,
  recording: orAbsent(mapOf({ suite: isName, caseId: isBoundedText })),
  allowedProviders: orAbsent(boundedList(isName, 1_000)),
});

/** True for what a desk can take. */
export function isModelCall(value: unknown): value is ModelCall {
  return hasShape(value);
}
