import { join } from 'node:path';
import { addCommonOptions } from '../options/common-options.ts';
import { formatBudget } from '../output/format-budget.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { describeBudget } from '../workspace/describe-budget.ts';
import { openBudgetBook } from '../workspace/open-budget-book.ts';
import { loadLibrary, openTree, openWorkspace } from '../workspace/open-workspace.ts';
import { spendingAccount } from '../workspace/spending-account.ts';
import type { CommandModule } from './contract.ts';

/** `galley budget`: where every cap stands. */
export const budgetCommand: CommandModule = {
  configure(command, door, finish) {
    addCommonOptions(command, ['text', 'json'], false).addHelpText(
      'after',
      `
Amounts come from the run records of this machine (.galley/runs) and, where the
repository has it, of the branch galley/ledger. This command line enforces the
cap of a run; it only tells about the others. A tier (free, starter, pro) comes
from GALLEY_TIER or from the file \`tier\` in ~/.config/galley, its caps from
\`tiers.json\` beside it.

Examples:
  galley budget
  galley budget -C services/desk
  galley budget --format json`,
    );
    commandAction(command, door, finish, budget);
  },
};

async function budget(session: Session): Promise<number> {
  const { door, options, out } = session;
  const workspace = openWorkspace(session, { isProjectRequired: true });
  const { budgets } = (await loadLibrary(session, await openTree(workspace))).project;
  const account = await spendingAccount(door, workspace.folder);
  const { book, soFar, unreadable } = await openBudgetBook(workspace, {
    budgets,
    account,
    // Only read here, so it is not made.
    stateFolder: join(workspace.folder, '.galley'),
    clock: door.clock,
    isComplete: true,
  });
  const report = describeBudget(book.scopes(), {
    budgets,
    account,
    soFar,
    unreadable,
    nowMs: door.clock.now(),
  });
  if (options.format === 'json') out.write(`${toJson(report, 2)}\n`);
  else out.write(formatBudget(report, session.colors));
  if (unreadable > 0) session.note(`${unreadable} run records cannot be read and are not counted`);
  return 0;
}
