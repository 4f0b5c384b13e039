import type { Position } from '../../errors/problem.ts';
import { parseExpressions, type Segment } from '../../expressions/parse-expressions.ts';
import { nearestName } from '../../matching/nearest.ts';
import type { JsonValue } from '../nodes.ts';
import { locateInRuns } from '../yaml/text-runs.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';

const caseKeys = ['id', 'inputs', 'expected', 'tags', 'group'];

/** What a path of a check reads from the case, and where it stands. */
export interface ExpressionReading {
  /** Keys after `case`: `inputs`, `message`. */
  readonly keys: readonly (string | number)[];
  readonly at: Position;
}

/** What the `${{ case.… }}` of a check's argument read; what is no path or names nothing is reported. */
export function checkExpressions(
  reading: FileReading,
  argument: JsonValue,
  path: YamlPath,
): ExpressionReading[] {
  if (Array.isArray(argument)) {
    return argument.flatMap((item, index) => checkExpressions(reading, item, [...path, index]));
  }
  if (typeof argument === 'object' && argument !== null) {
    return Object.entries(argument).flatMap(([key, item]) =>
      checkExpressions(reading, item, [...path, key]),
    );
  }
  if (typeof argument !== 'string' || !argument.includes('${{')) return [];
  const { segments, faults } = parseExpressions(argument);
  for (const { message, offset, hint } of faults) {
    reading.reportAt('expression-invalid', message, placeOf(reading, argument, path, offset), hint);
  }
  return segments.flatMap((segment) => readingOf(reading, argument, segment, path));
}

function readingOf(
  reading: FileReading,
  argument: string,
  segment: Segment,
  path: YamlPath,
): ExpressionReading[] {
  if (segment.kind !== 'path') return [];
  const [root, second] = segment.path.keys;
  const at = placeOf(reading, argument, path, segment.start);
  if (root !== 'case') {
    const hint =
      nearestName(root, ['case']) || caseKeys.includes(root)
        ? `did you mean \`case${caseKeys.includes(root) ? `.${root}` : ''}\`?`
        : 'checks read the case alone, for example `case.inputs.message`';
    const message = `\`${root}\` names nothing; expected a path that starts with \`case\``;
    reading.reportAt('expression-invalid', message, at, hint);
    return [];
  }
  if (second !== undefined && !caseKeys.includes(String(second))) {
    const near = nearestName(String(second), caseKeys);
    const message = `a case has no \`${second}\`; expected one of ${caseKeys.join(', ')}`;
    reading.reportAt(
      'expression-invalid',
      message,
      at,
      near ? `did you mean \`case.${near}\`?` : 'for example `case.inputs.message`',
    );
  }
  return [{ keys: segment.path.keys.slice(1), at }];
}

function placeOf(reading: FileReading, argument: string, path: YamlPath, offset: number): Position {
  const written = reading.yaml.textAt(path);
  if (written?.runs) return locateInRuns(written.runs, offset) ?? written.start;
  if (written?.indent === undefined) return reading.yaml.valueAt(path);
  const before = argument.slice(0, offset).split('\n');
  const column = (before.at(-1) as string).length + 1 + written.indent;
  return { line: written.start.line + before.length - 1, column };
}
