import { canonicalJson } from '../units/canonical-json.ts';
import { isPlainObject } from '../units/own-value.ts';
import type { ProviderAnswer } from './providers/contract.ts';
import { readAnswer } from './read-answer.ts';

/** One recorded answer. The request itself is not kept: its key proves it. */
export interface CassetteLine {
  readonly key: string;
  readonly caseId: string;
  readonly repeat: number;
  readonly answer: ProviderAnswer;
  /** Day of the first recording of this very answer, `YYYY-MM-DD` in UTC. */
  readonly at: string;
  /** Who vouches for the line: the name of a key in galley.yaml, and its signature in base64. */
  readonly signature?: { readonly key: string; readonly value: string };
}

/** Recordings older than this are worth making again: models change behind their names. */
export const staleAfterDays = 30;

const dayMs = 86_400_000;
const lineVersion = 1;
const keyShape = /^[0-9a-f]{64}$/;
const signatureShape = /^([a-z0-9][a-z0-9_-]{0,63}):([A-Za-z0-9+/]{86}==)$/;
const dayShape = /^\d{4}-\d{2}-\d{2}$/;

/** The line as it stands in a cassette: canonical JSON, without a line break. */
export function writeCassetteLine(line: CassetteLine): string {
  const { key, caseId, repeat, answer, at, signature } = line;
  const { text, toolCalls, finishReason, usage, model, serviceTier, latencyMs } = answer;
  return canonicalJson({
    v: lineVersion,
    key,
    case: caseId,
    repeat,
    model,
    ...(serviceTier !== undefined && { serviceTier }),
    answer: { text, finishReason, toolCalls },
    usage: Object.fromEntries(Object.entries(usage).filter(([, count]) => count !== undefined)),
    latencyMs,
    at,
    ...(signature && { sig: `${signature.key}:${signature.value}` }),
  });
}

/** A line of a cassette, checked field by field; `undefined` when it is none. */
export function readCassetteLine(text: string): CassetteLine | undefined {
  const line = parsed(text);
  if (!isPlainObject(line) || line.v !== lineVersion || !isPlainObject(line.answer)) {
    return undefined;
  }
  const { key, case: caseId, repeat, at, model, serviceTier, usage, latencyMs, sig } = line;
  const { text: said, finishReason, toolCalls } = line.answer;
  const kept = { model, serviceTier, usage, latencyMs };
  const answer = readAnswer({ text: said, finishReason, toolCalls, ...kept });
  const isWhole =
    typeof key === 'string' &&
    keyShape.test(key) &&
    typeof caseId === 'string' &&
    typeof repeat === 'number' &&
    Number.isSafeInteger(repeat) &&
    repeat >= 0 &&
    typeof at === 'string' &&
    dayShape.test(at);
  const signature = readSignature(sig);
  if (!isWhole || !answer || signature === 'none') return undefined;
  return { key, caseId, repeat, answer, at, ...(signature && { signature }) };
}

/** `none`: something stands there that is no signature. */
function readSignature(sig: unknown): CassetteLine['signature'] | 'none' {
  if (sig === undefined) return undefined;
  const parts = typeof sig === 'string' ? signatureShape.exec(sig) : null;
  return parts ? { key: parts[1] ?? '', value: parts[2] ?? '' } : 'none';
}

/** True for a day, `YYYY-MM-DD`, more than 30 days before a moment in milliseconds since 1970. */
export function isStaleDay(day: string, nowMs: number): boolean {
  return day < new Date(nowMs - staleAfterDays * dayMs).toISOString().slice(0, 10);
}

/** Sorts by case, repeat, then key: the order of lines in a file. */
export function compareCassetteLines(a: CassetteLine, b: CassetteLine): number {
  return compareText(a.caseId, b.caseId) || a.repeat - b.repeat || compareText(a.key, b.key);
}

/**
 * The line to keep of two with the same key. An equal answer keeps the signed line, else the older one
 * with its day and its latency, so recording again changes nothing; of different answers the later day wins, and on
 * the same day the newcomer.
 */
export function mergeCassetteLines(known: CassetteLine, fresh: CassetteLine): CassetteLine {
  const isSame = saidBy(known) === saidBy(fresh);
  if (isSame && (known.signature === undefined) !== (fresh.signature === undefined)) {
    return known.signature === undefined ? fresh : known;
  }
  if (isSame) return known.at <= fresh.at ? known : fresh;
  return fresh.at >= known.at ? fresh : known;
}

/** What was answered, apart from when and how fast. */
function saidBy({ answer }: CassetteLine): string {
  const { latencyMs: _, usage, ...said } = answer;
  return JSON.stringify([said, usage.inputTokens, usage.outputTokens]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
