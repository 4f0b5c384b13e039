import { expect, it } from 'vitest';
import type { PurgeReport } from './purge-history.ts';
import { formatPurge } from './purge-repository.ts';

const report: PurgeReport = {
  files: ['runs/2026/08/20260802T100000-old-1.json'],
  cassettes: ['cassettes/refund.jsonl'],
  branch: 'rewritten',
  ...{ runs: 1, emptiedRuns: 2, answers: 0, steps: 3 },
};

it('says what was deleted, and what stays', () => {
  expect(
    formatPurge(report, { isDryRun: false }),
  ).toBe(`branch: runs/2026/08/20260802T100000-old-1.json deleted
branch: lines of cassettes/refund.jsonl deleted
database: 1 run, 0 answers and 3 results deleted
database: of 2 runs of this month only amounts stay, so that budgets hold
GitHub keeps commits that no branch has for some time, and backups keep what they have.
`);
});

it('says in a dry run that nothing was changed', () => {
  const text = formatPurge({ ...report, branch: 'planned' }, { isDryRun: true });
  expect(text).toContain('would be deleted\n');
  expect(text).toContain('Nothing was changed.');
});

it.each<[string, Partial<PurgeReport>, string | undefined]>([
  ['branch: there is none', { branch: 'no-branch' }, undefined],
  ['branch: left as it is: GitHub answered 403', { branch: 'refused' }, 'GitHub answered 403'],
  ['branch: nothing to delete', { branch: 'unchanged', files: [], cassettes: [] }, undefined],
])('says of the branch: %s', (line, change, refused) => {
  expect(formatPurge({ ...report, ...change }, { isDryRun: false, refused })).toContain(
    `${line}\n`,
  );
});
