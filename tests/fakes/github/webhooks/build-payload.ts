import { readFileSync } from 'node:fs';
import { type EventName, wantedEvents } from '../openapi/wanted-events.ts';

type Payload = Record<string, unknown>;

/** GitHub's own example of each event, by the name of the event it shows. */
export function readExamples(): Readonly<Record<string, Payload>> {
  const file = new URL('../openapi/generated/examples.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { examples: Record<string, Payload> }).examples;
}

/**
 * GitHub's example of an event with an overlay: objects are merged, everything else is replaced, and
 * `undefined` takes a key out.
 */
export function buildPayload(
  examples: Readonly<Record<string, Payload>>,
  name: EventName,
  overlay: Readonly<Record<string, unknown>>,
): Payload {
  const example = examples[wantedEvents[name]];
  if (example === undefined) throw new Error(`there is no example of ${name}`);
  const action = name.split('.')[1];
  const named = action === '' ? overlay : { ...overlay, action };
  return merge(example, named) as Payload;
}

function merge(under: unknown, over: unknown): unknown {
  if (!isObject(over)) return structuredClone(over);
  const merged: Payload = isObject(under) ? structuredClone(under) : {};
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
