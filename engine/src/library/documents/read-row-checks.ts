import type { Position, Problem } from '../../errors/problem.ts';
import { ownValue } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import { checkShape } from '../shape/check-shape.ts';
import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';
import { startReading } from './file-reading.ts';
import type { ParsedCheck } from './parsed-file.ts';
import { readChecks } from './read-checks.ts';

export interface RowChecks {
  /** Empty when any of them is wrong. */
  readonly checks: readonly ParsedCheck[];
  readonly problems: readonly Problem[];
}

/** The checks of one row of a data file, held against the same rules as those of a document. */
export function readRowChecks(
  written: readonly JsonValue[],
  { file, at }: { readonly file: string; readonly at: Position },
): RowChecks {
  const yaml = rowAsDocument({ checks: [...written] }, file, at);
  const misshapen = checkShape(yaml, 'Suite').map((problem) => ({ ...problem, ...at }));
  if (misshapen.length > 0) return { checks: [], problems: misshapen };
  const reading = startReading(yaml);
  const checks = readChecks(reading, [...written]);
  return { checks: reading.problems.length > 0 ? [] : checks, problems: reading.problems };
}

/** A suite around the checks, every place in it being the row's. */
function rowAsDocument(
  checks: Readonly<Record<string, JsonValue>>,
  file: string,
  at: Position,
): YamlFile {
  const frame = {
    apiVersion: 'galley/v1',
    kind: 'Suite',
    targets: ['row'],
    cases: [{ inputs: {} }],
  };
  const value: JsonValue = { ...frame, ...checks };
  return {
    file,
    value,
    problems: [],
    valueAt: () => at,
    keyAt: () => at,
    rawAt: (path) => scalarAt(value, path),
    isFlow: () => false,
    textAt: () => undefined,
  };
}

function scalarAt(value: JsonValue, path: YamlPath): string | undefined {
  let at: JsonValue | undefined = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = ownValue(at as Record<string, JsonValue>, String(key));
  }
  return at === undefined || typeof at === 'object' ? undefined : String(at);
}
