export { type Budget, createBudget } from './budget.ts';
export { type Journal, openJournal } from './journal.ts';
export { type RunRecord, writeRunRecord } from './run-record.ts';
export { createTally, type Tally } from './tally.ts';
