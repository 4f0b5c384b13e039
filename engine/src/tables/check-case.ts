import { type ChatMessage, type Role, roles } from '../units/chat-message.ts';
import { hashValue } from '../units/content-hash.ts';
import type { JsonValue } from '../units/json-value.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { MappedRow } from './map-json.ts';
import type { RawCase, TableCase } from './table-case.ts';
import type { TableProblems } from './table-problems.ts';

const longestId = 200;
const hashDigits = 12;

/** A row as a case; `undefined` when a part has the wrong type, which is reported. */
export function checkCase(row: MappedRow, problems: TableProblems): TableCase | undefined {
  const { raw, at, keyAt } = row;
  const wrong = wrongParts(raw);
  for (const [key, expected] of wrong) {
    problems.error(
      'wrong-type',
      keyAt(key),
      `expected \`${key}\` to be ${expected}, got ${kindOf(raw[key])}`,
    );
  }
  if (wrong.length > 0 || raw.inputs === undefined) return undefined;
  const inputs = raw.inputs as Record<string, JsonValue>;
  const id = raw.id === undefined ? undefined : String(raw.id).trim();
  return {
    id: id ?? hashValue(inputs).slice(0, hashDigits),
    hasOwnId: id !== undefined,
    inputs,
    ...(raw.expected === undefined ? {} : { expected: raw.expected as JsonValue }),
    ...(raw.isExpectedText && { isExpectedText: raw.isExpectedText }),
    ...(raw.checks === undefined ? {} : { checks: raw.checks as JsonValue[] }),
    ...(raw.history === undefined ? {} : { history: raw.history as ChatMessage[] }),
    tags: tagsOf(raw.tags),
    ...(raw.group === undefined ? {} : { group: String(raw.group) }),
    line: at.line,
  };
}

/** Tags of a cell are separated by commas or semicolons. */
function tagsOf(tags: unknown): string[] {
  const list =
    typeof tags === 'string' ? tags.split(/[,;]/) : ((tags as string[] | undefined) ?? []);
  return list.map((tag) => tag.trim()).filter((tag) => tag !== '');
}

function wrongParts(raw: RawCase): [keyof RawCase, string][] {
  const checks: [keyof RawCase, string, (value: unknown) => boolean][] = [
    ['id', `text of 1 to ${longestId} characters`, isId],
    ['inputs', 'a map', isPlainObject],
    ['history', `messages with a role (${roles.join(', ')}) and text content`, isHistory],
    ['checks', 'an array of maps, at least one', isCheckList],
    ['tags', 'an array of text', (value) => typeof value === 'string' || isTextArray(value)],
    ['group', 'text', (value) => isNonEmptyText(value) || Number.isFinite(value)],
  ];
  return checks
    .filter(([key, , fits]) => raw[key] !== undefined && !fits(raw[key]))
    .map(([key, expected]) => [key, expected]);
}

function isId(value: unknown): boolean {
  if (Number.isSafeInteger(value)) return true;
  return typeof value === 'string' && value.trim() !== '' && value.length <= longestId;
}

function isHistory(value: unknown): boolean {
  return Array.isArray(value) && value.every(isMessage);
}

function isMessage(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  const { role, content, ...others } = value;
  return (
    roles.includes(role as Role) && typeof content === 'string' && Object.keys(others).length === 0
  );
}

function isTextArray(value: unknown): boolean {
  return Array.isArray(value) && value.every(isNonEmptyText);
}

function isNonEmptyText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isCheckList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (value === null) return 'null';
  if (value === '') return 'empty text';
  return typeof value === 'object'
    ? 'a map'
    : typeof value === 'string'
      ? 'text'
      : `a ${typeof value}`;
}
