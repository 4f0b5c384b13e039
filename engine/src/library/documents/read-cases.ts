import type { Position } from '../../errors/problem.ts';
import { hashValue } from '../../units/content-hash.ts';
import type { Case, ChatMessage, Check, JsonValue } from '../nodes.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedCase, ParsedCheck } from './parsed-file.ts';
import { readChecks } from './read-checks.ts';
import { reportLostCommas } from './report-lost-commas.ts';

/** Length of the id that a case without one gets: hexadecimal digits of its inputs' hash. */
const idLength = 12;

/** The cases written in a document; the same id twice is reported. */
export function readCases(reading: FileReading, value: JsonValue | undefined): ParsedCase[] {
  const lineOfId = new Map<string, number>();
  return ((value ?? []) as Record<string, JsonValue>[]).map((written, index) => {
    const path = ['cases', index];
    const checks = readChecks(reading, written.checks, [...path, 'checks']);
    const item = { ...readCase(written), ...ownChecks(checks, reading.yaml.file) };
    reportLostCommas(reading, written.expected, [...path, 'expected']);
    const at = reading.yaml.keyAt(path);
    const earlier = lineOfId.get(item.id);
    if (earlier === undefined) lineOfId.set(item.id, at.line);
    else reportDuplicate(reading, item.id, written.id !== undefined, index, earlier);
    const inputsAt = new Map<string, Position>();
    for (const name of Object.keys(item.inputs)) {
      inputsAt.set(name, reading.yaml.keyAt([...path, 'inputs', name]));
    }
    return { case: item, file: reading.yaml.file, at, inputsAt, ...(item.checks && { checks }) };
  });
}

/** A case's own checks, with the file they stand in; nothing for a case without any. */
export function ownChecks(
  checks: readonly ParsedCheck[],
  file: string,
): { readonly checks?: readonly Check[] } {
  return checks.length === 0 ? {} : { checks: checks.map(({ check }) => ({ ...check, file })) };
}

function readCase(written: Record<string, JsonValue>): Case {
  const inputs = written.inputs as Record<string, JsonValue>;
  return {
    id: typeof written.id === 'string' ? written.id : hashValue(inputs).slice(0, idLength),
    inputs,
    ...(written.expected !== undefined && { expected: written.expected }),
    ...(written.history !== undefined && { history: written.history as unknown as ChatMessage[] }),
    tags: (written.tags ?? []) as string[],
    ...(typeof written.group === 'string' && { group: written.group }),
  };
}

function reportDuplicate(
  reading: FileReading,
  id: string,
  isWritten: boolean,
  index: number,
  earlier: number,
): void {
  const message = isWritten
    ? `the case id \`${id}\` is taken by line ${earlier}`
    : `the case has the same inputs as the one on line ${earlier}`;
  const hint = isWritten ? 'give it another id' : 'remove one of them, or give both an id';
  const path = isWritten ? ['cases', index, 'id'] : ['cases', index];
  reading.report('case-duplicate', message, path, hint);
}
