import { parseRunRecord, type RunRecord } from '@galley/engine/ledger';
import type { BranchFile, LedgerBranch, Tip } from './ledger-branch.ts';

/** A run record on the branch, by its path. */
export interface RecordFile extends BranchFile {
  /** When the run began, by the file's name; a roll-up began with its month. */
  readonly startedAt: Date;
  /** As in the record, unless the record's own id begins with the time. */
  readonly id: string;
  readonly isRollUp: boolean;
}

/** Id of the record that holds the sums of a month whose records were too old. */
export const rollUpId = 'rolled-up';

/** Every run record below a prefix, the oldest first; other files are left out. */
export async function listRecordFiles(
  branch: LedgerBranch,
  tip: Tip,
  prefix: string,
): Promise<RecordFile[]> {
  const files = await branch.listFiles(tip, `${prefix}runs/`);
  return files.flatMap(readName).toSorted((a, b) => Number(a.startedAt) - Number(b.startedAt));
}

function readName(file: BranchFile): RecordFile[] {
  const parts = /\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)-([\w-]+)\.json$/.exec(file.path);
  if (parts === null) return [];
  const [year = 0, month = 0, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const startedAt = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const id = parts[7] ?? '';
  return [{ ...file, startedAt, id, isRollUp: id === rollUpId }];
}

/** The record of a file; `undefined` when it is none. */
export async function readRecord(
  branch: LedgerBranch,
  file: BranchFile,
): Promise<RunRecord | undefined> {
  return parseRunRecord(await branch.readBlob(file.blob));
}
