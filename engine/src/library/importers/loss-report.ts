import type { ImportLoss } from './contract.ts';
import type { Cursor } from './cursor.ts';

/** Losses of one file that are listed; the rest is one line. */
const mostLosses = 500;

/** Collects what an import loses; the same loss at the same place counts once. */
export interface LossReport {
  readonly list: readonly ImportLoss[];
  /** Something that has no counterpart, or not quite. */
  lose(at: Cursor, what: string, reason: string, hint?: string): void;
  /** Something that would run code, read the environment or copy a key. */
  refuse(at: Cursor, what: string, reason: string, hint?: string): void;
}

/** An empty report. */
export function lossReport(): LossReport {
  const list: ImportLoss[] = [];
  const seen = new Set<string>();
  const add = (isRefused: boolean) => {
    return (cursor: Cursor, what: string, reason: string, hint?: string) => {
      const { line, column } = cursor.at;
      const key = JSON.stringify([cursor.file, line, column, what, reason]);
      if (seen.has(key) || list.length > mostLosses) return;
      seen.add(key);
      const loss = { file: cursor.file, line, column, what: short(what), reason, isRefused };
      if (list.length < mostLosses) list.push(hint === undefined ? loss : { ...loss, hint });
      else list.push({ ...loss, what: 'more losses', reason: 'the first 500 are listed' });
    };
  };
  return { list, lose: add(false), refuse: add(true) };
}

function short(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
