import type { RunAlert } from './find-alerts.ts';
import type { AlertCount, RunResult } from './results.ts';

/** Counts alerts of one suite, target and model by what was found and where. */
export interface AlertTally {
  add(result: Pick<RunResult, 'caseId' | 'alerts'>): void;
  /** Sorted by place, guard and rule. */
  counts(): AlertCount[];
}

/** A tally with nothing in it. */
export function createAlertTally(): AlertTally {
  const found = new Map<string, { readonly alert: RunAlert; readonly cases: Set<string> }>();
  return {
    add({ caseId, alerts }) {
      for (const alert of alerts ?? []) {
        const key = `${alert.where} ${alert.guard} ${alert.rule}`;
        const entry = found.get(key) ?? { alert, cases: new Set() };
        entry.cases.add(caseId);
        found.set(key, entry);
      }
    },
    counts: () =>
      [...found.entries()]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { alert, cases }]) => ({
          ...alert,
          cases: cases.size,
          caseId: [...cases][0] ?? '',
        })),
  };
}
