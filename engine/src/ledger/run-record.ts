import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NanoUsd } from '../units/nano-usd.ts';

/** Numbers of a set of calls; all money in whole nano-dollars. */
export interface CallTotals {
  readonly calls: number;
  /** HTTP requests sent, retries included. */
  readonly requestsSent: number;
  readonly cached: number;
  readonly replayed: number;
  readonly scripted: number;
  readonly failed: number;
  readonly notExecuted: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /**
   * Input and output tokens that were used, not replayed: in `totals` judges and failed attempts
   * included, at the most these can be; absent in older records.
   */
  readonly billedTokens?: number;
  /** `null` when the price of any call is unknown. */
  readonly costNanoUsd: NanoUsd | null;
  readonly knownCostNanoUsd: NanoUsd;
  readonly unknownCostCalls: number;
  readonly isUpperBound: boolean;
  readonly savedNanoUsd: NanoUsd;
}

/** What is kept of a run for good: numbers and names, never a prompt, an input or an answer. */
export interface RunRecord {
  readonly v: 1;
  readonly id: string;
  /** E-mail address of the Git user, or the login that a workflow runs for; `null` when unknown. */
  readonly who: string | null;
  readonly door: 'cli' | 'action' | 'bot';
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly commits: { readonly base: string | null; readonly head: string | null };
  /** Number of the pull request; absent outside of one. */
  readonly pullRequest?: number;
  /** SHA-256 of the canonical galley.yaml in force; `null` without one. */
  readonly policyHash: string | null;
  readonly planHash: string;
  readonly status: 'passed' | 'failed' | 'errored' | 'interrupted' | 'over-budget';
  readonly totals: CallTotals;
  /** By alias, sorted. */
  readonly byModel: Readonly<Record<string, CallTotals>>;
  /** By target, sorted. */
  readonly byPrompt: Readonly<Record<string, CallTotals>>;
  readonly suites: readonly { readonly suite: string; readonly verdict: string }[];
}

const idShape = /^[\w-]{1,80}$/;

/**
 * A record as it is kept: `runs/YYYY/MM/<startedAt>-<id>.json`, with forward slashes, and its text.
 * @throws TypeError for an id that is made of anything but letters, digits, `_` and `-`
 */
export function runRecordFile(record: RunRecord): { readonly path: string; readonly text: string } {
  if (!idShape.test(record.id)) throw new TypeError('a run id is made of letters, digits and -');
  const startedAt = new Date(record.startedAt).toISOString();
  const stamp = startedAt.slice(0, 19).replaceAll(/[-:]/g, '');
  const name = record.id.startsWith(stamp) ? record.id : `${stamp}-${record.id}`;
  const path = `runs/${startedAt.slice(0, 4)}/${startedAt.slice(5, 7)}/${name}.json`;
  return { path, text: `${JSON.stringify(record, null, 2)}\n` };
}

/**
 * Writes a record below the folder; the path it has, relative to the folder.
 * @param folder usually `.galley`
 */
export async function writeRunRecord(folder: string, record: RunRecord): Promise<string> {
  const { path, text } = runRecordFile(record);
  const file = join(folder, ...path.split('/'));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, text);
  await rename(`${file}.tmp`, file);
  return path;
}
