// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what this file is about
import { parseExpressions } from '../../expressions/parse-expressions.ts';
import { nearestName } from '../../matching/nearest.ts';
import type { JsonValue } from '../nodes.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';

/** What the body of an `http` provider may name, and below it; `undefined`: anything below, or nothing. */
const names: Readonly<Record<string, readonly string[] | undefined>> = {
  prompt: undefined,
  system: undefined,
  messages: undefined,
  model: undefined,
  parameters: ['temperature', 'top_p', 'max_tokens', 'stop', 'seed', 'reasoning_effort', 'extra'],
  tools: undefined,
  output: ['format', 'schema'],
  repeat: undefined,
};

/** Reports each `${{ … }}` in a body that is no path or names nothing a request has. */
export function checkBodyExpressions(reading: FileReading, body: JsonValue, at: YamlPath): void {
  if (typeof body === 'string') {
    checkText(reading, body, at);
  } else if (Array.isArray(body)) {
    for (const [index, item] of body.entries()) checkBodyExpressions(reading, item, [...at, index]);
  } else if (typeof body === 'object' && body !== null) {
    for (const [key, item] of Object.entries(body))
      checkBodyExpressions(reading, item, [...at, key]);
  }
}

function checkText(reading: FileReading, text: string, at: YamlPath): void {
  const { segments, faults } = parseExpressions(text);
  for (const { message, hint } of faults) reading.report('expression-invalid', message, at, hint);
  for (const segment of segments) {
    if (segment.kind !== 'path') continue;
    const [root, second] = segment.path.keys;
    const below = Object.hasOwn(names, root) ? names[root] : undefined;
    if (!Object.hasOwn(names, root)) {
      refuse(reading, root, Object.keys(names), at);
    } else if (below && second !== undefined && !below.includes(String(second))) {
      refuse(
        reading,
        `${root}.${second}`,
        below.map((name) => `${root}.${name}`),
        at,
      );
    }
  }
}

function refuse(reading: FileReading, got: string, known: readonly string[], at: YamlPath): void {
  const near = nearestName(got, known);
  const message = `\`${got}\` names nothing here; expected one of ${known.join(', ')}`;
  const hint = near ? `did you mean \`${near}\`?` : 'for example `${{ prompt }}`';
  reading.report('expression-invalid', message, at, hint);
}
