import type { Problem, ProblemCode } from '@galley/engine/errors';
import type { readYaml } from '@galley/engine/library';
import { nearestName } from '@galley/engine/matching';

type YamlFile = ReturnType<typeof readYaml>;

/** A value of an operator's YAML file, with the place it stands at. */
export interface Placed {
  readonly file: YamlFile;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  /** Everything found so far; shared by all values of a file. */
  readonly problems: Problem[];
}

/** Says that a value, or its key, is not what it should be. */
export function fault(
  at: Placed,
  code: ProblemCode,
  message: string,
  options: { readonly hint?: string; readonly atKey?: boolean } = {},
): void {
  const position = options.atKey ? at.file.keyAt(at.path) : at.file.valueAt(at.path);
  at.problems.push({
    code,
    severity: 'error',
    message,
    file: at.file.file,
    ...position,
    ...(options.hint === undefined ? {} : { hint: options.hint }),
  });
}

/** The entries of a map whose names the operator chose; nothing, and a fault, for anything else. */
export function entriesOf(at: Placed): readonly (readonly [string, Placed])[] {
  if (typeof at.value !== 'object' || at.value === null || Array.isArray(at.value)) {
    wrongType(at, 'a map');
    return [];
  }
  return Object.entries(at.value).map(([key, value]) => [
    key,
    { ...at, path: [...at.path, key], value },
  ]);
}

/** The entries of a map with these keys and no others. */
export function knownEntries<Key extends string>(
  at: Placed,
  keys: readonly Key[],
): ReadonlyMap<Key, Placed> {
  const known = new Map<Key, Placed>();
  for (const [written, entry] of entriesOf(at)) {
    const key = keys.find((each) => each === written);
    if (key !== undefined) known.set(key, entry);
    else if (!written.startsWith('x-')) unknownKey(entry, written, keys);
  }
  return known;
}

/** @returns `undefined` and a fault unless it is true or false */
export function readBoolean(at: Placed | undefined): boolean | undefined {
  if (at === undefined || typeof at.value === 'boolean') return at?.value as boolean | undefined;
  return wrongType(at, 'true or false');
}

/** @returns `undefined` and a fault unless it is one of the words */
export function readChoice<Choice extends string>(
  at: Placed | undefined,
  choices: readonly Choice[],
): Choice | undefined {
  if (at === undefined) return undefined;
  const chosen = choices.find((choice) => choice === at.value);
  if (chosen !== undefined) return chosen;
  const near = typeof at.value === 'string' ? nearestName(at.value, choices) : undefined;
  fault(at, 'wrong-value', `expected ${choices.join(', ')}, got ${describe(at.value)}`, {
    ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
  });
  return undefined;
}

/** @returns `undefined` and a fault unless it is a text that fits */
export function readText(
  at: Placed | undefined,
  { pattern, expected }: { readonly pattern: RegExp; readonly expected: string },
): string | undefined {
  if (at === undefined) return undefined;
  if (typeof at.value === 'string' && pattern.test(at.value)) return at.value;
  const code = typeof at.value === 'string' ? 'wrong-value' : 'wrong-type';
  fault(at, code, `expected ${expected}, got ${describe(at.value)}`);
  return undefined;
}

/** @returns the items that fit; a fault for each that does not */
export function readTexts(
  at: Placed | undefined,
  rule: { readonly pattern: RegExp; readonly expected: string },
): readonly string[] | undefined {
  if (at === undefined) return undefined;
  if (!Array.isArray(at.value)) return wrongType(at, 'a list');
  return at.value.flatMap((value, index) => {
    const text = readText({ ...at, path: [...at.path, index], value }, rule);
    return text === undefined ? [] : [text];
  });
}

/** @returns `undefined` and a fault unless it is a whole number of at least `from` */
export function readInteger(at: Placed | undefined, from: number): number | undefined {
  if (at === undefined) return undefined;
  if (Number.isSafeInteger(at.value) && Number(at.value) >= from) return Number(at.value);
  return wrongType(at, `a whole number from ${from}`);
}

/** Says that a value is of another type. */
export function wrongType(at: Placed, expected: string): undefined {
  fault(at, 'wrong-type', `expected ${expected}, got ${describe(at.value)}`);
  return undefined;
}

function unknownKey(at: Placed, written: string, keys: readonly string[]): void {
  const near = nearestName(written, keys);
  fault(at, 'unknown-key', `unknown key ${JSON.stringify(written.slice(0, 60))}`, {
    atKey: true,
    hint: near === undefined ? `the keys here are ${keys.join(', ')}` : `did you mean ${near}?`,
  });
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value) ?? 'nothing';
}
