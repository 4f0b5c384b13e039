import { isPlainObject } from '../../units/own-value.ts';
import type { CheckKey, JsonValue } from '../nodes.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedCheck } from './parsed-file.ts';

/** Groups that may stand in each other. */
const deepestGroup = 4;
/** Checks in one group, those of groups in it included. */
const mostMembers = 50;
/** What a check in a group cannot have: the group counts, not its members. */
const keysOfGroup = ['weight', 'hard'] as const;

/** Reads one check of a group. */
export type ReadMember = (written: Record<string, JsonValue>, path: YamlPath) => ParsedCheck;

export interface WrittenCheck {
  readonly key: CheckKey;
  readonly written: Record<string, JsonValue>;
  readonly path: YamlPath;
}

/** The checks of a group, in order; `undefined` for a check that is no group. */
export function readMembers(
  reading: FileReading,
  { key, written, path }: WrittenCheck,
  readMember: ReadMember,
): ParsedCheck[] | undefined {
  const place = placeOf(key, written[key]);
  if (place === undefined) return undefined;
  const at = [...path, ...place.path];
  if (written.of !== undefined) {
    const hint = 'write `of` on the checks in it';
    reading.report(
      'wrong-value',
      `\`${key}\` looks at nothing itself`,
      [...path, 'of'],
      hint,
      'key',
    );
  }
  if (isTooLarge(place.members)) {
    const message = `\`${key}\` holds too much: at most ${deepestGroup} levels and ${mostMembers} checks`;
    reading.report('wrong-value', message, at, 'split it into several checks');
    return [];
  }
  checkCount(reading, { key, written, path }, place.members.length);
  return place.members.map((member, index) => {
    const memberPath = [...at, index];
    for (const own of keysOfGroup) {
      if (member[own] === undefined) continue;
      const hint = `write \`${own}\` beside \`${key}\``;
      const message = `\`${own}\` of a check in a group; the group counts as one check`;
      reading.report('wrong-value', message, [...memberPath, own], hint, 'key');
    }
    return readMember(member, memberPath);
  });
}

type Members = readonly Record<string, JsonValue>[];

function placeOf(
  key: string,
  argument: JsonValue | undefined,
): { readonly path: readonly string[]; readonly members: Members } | undefined {
  if (key === 'any_of' || key === 'all_of') return { path: [key], members: listOf(argument) };
  if (key !== 'at_least' || !isPlainObject(argument)) return undefined;
  return { path: [key, 'of'], members: listOf(argument.of) };
}

function listOf(value: unknown): Members {
  return Array.isArray(value) ? (value as Members) : [];
}

function isTooLarge(members: Members): boolean {
  let count = 0;
  let level = [...members];
  for (let depth = 1; level.length > 0; depth += 1) {
    count += level.length;
    if (depth > deepestGroup || count > mostMembers) return true;
    level = level.flatMap((member) =>
      Object.entries(member).flatMap(([key, value]) => placeOf(key, value)?.members ?? []),
    );
  }
  return false;
}

function checkCount(
  reading: FileReading,
  { key, written, path }: WrittenCheck,
  members: number,
): void {
  const argument = written[key];
  if (key !== 'at_least' || !isPlainObject(argument)) return;
  const { count } = argument;
  if (typeof count !== 'number' || count <= members) return;
  const message = `\`count\` ${count} is above the ${members} checks of the group`;
  reading.report('wrong-value', message, [...path, key, 'count'], 'the group could never pass');
}
