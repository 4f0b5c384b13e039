export { type Budget, createBudget, runBudget } from './budget.ts';
export { type BudgetBook, createBudgetBook, defaultAlertPct } from './budget-book.ts';
export {
  type BudgetScope,
  type BudgetScopeName,
  refuseUnfitting,
  type ScopeState,
} from './budget-scope.ts';
export { budgetScopes, type OpeningBalance, type OpeningBalances } from './budget-scopes.ts';
export { type FinishedRun, finishedRuns } from './finished-runs.ts';
export { type Journal, openJournal } from './journal.ts';
export { monthResetDate, openingBalances, type SpendingSoFar } from './opening-balances.ts';
export { parseRunRecord, type RunRecords, readRunRecords } from './read-run-records.ts';
export { readTiers } from './read-tiers.ts';
export { type CallTotals, type RunRecord, runRecordFile, writeRunRecord } from './run-record.ts';
export { openSpendingMark, type SpendingMark } from './spending-mark.ts';
export {
  type RunGrouping,
  type RunSummary,
  runGroupings,
  summarizeRuns,
} from './summarize-runs.ts';
export { createTally, type Tally } from './tally.ts';
export { defaultTiers, findTier, type TierLimits, type TierName, tierNames } from './tiers.ts';
