import { nearestName } from '../matching/nearest.ts';
import { canonicalJson } from '../units/canonical-json.ts';
import type { ExpressionFault, ParsedExpressions, Segment } from './parse-expressions.ts';
import { type PathReading, readPath } from './read-path.ts';

export type ExpressionResult =
  | { readonly value: unknown; readonly faults?: undefined }
  | { readonly value?: undefined; readonly faults: readonly ExpressionFault[] };

type PathSegment = Extract<Segment, { kind: 'path' }>;

/**
 * The value of a text with expressions over plain data. One expression alone keeps the type of its
 * value; within a longer text each becomes text: strings as they are, anything else canonical JSON.
 * A text without expressions is itself. Faults of parsing come back as they are.
 * @param scope the names that a path may start with; only own keys count
 */
export function evaluateExpression(
  parsed: ParsedExpressions,
  scope: Readonly<Record<string, unknown>>,
): ExpressionResult {
  const faults: ExpressionFault[] = [...parsed.faults];
  const values = parsed.segments.map((segment) => {
    if (segment.kind === 'literal') return segment.text;
    const reading = readPath(scope, segment.path);
    if (reading.isPresent) return reading.value;
    faults.push(absentFault(segment, reading));
    return undefined;
  });
  if (faults.length > 0) return { faults };
  if (values.length === 1) return { value: values[0] };
  return { value: values.map(asText).join('') };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}

function absentFault(
  segment: PathSegment,
  reading: Extract<PathReading, { isPresent: false }>,
): ExpressionFault {
  const isName = segment.path.keys.length > 0 && reading.missing === segment.path.keys[0];
  const near =
    typeof reading.key === 'string' ? nearestName(reading.key, reading.available) : undefined;
  const fault: ExpressionFault = {
    kind: isName ? 'unknown-name' : 'absent',
    message: isName
      ? `nothing here is called \`${reading.missing}\``
      : `\`${reading.missing}\` is absent: before it stands ${reading.parent} without such a key`,
    offset: segment.start,
  };
  const hint = near === undefined ? knownNames(reading.available) : `Did you mean \`${near}\`?`;
  return hint === undefined ? fault : { ...fault, hint };
}

function knownNames(available: readonly string[]): string | undefined {
  if (available.length === 0) return undefined;
  const named = available.slice(0, 10).map((name) => `\`${name.slice(0, 60)}\``);
  return `Known: ${named.join(', ')}${available.length > named.length ? ' …' : ''}.`;
}
