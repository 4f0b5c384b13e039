import type { BotParts } from '../bot-parts.ts';
import { monthSpendOf, spendOfPullRequest } from '../money/budget-report.ts';
import type { Assessment } from './assess.ts';
import { firstCaps } from './caps-of.ts';
import type { Outcome } from './show-outcome.ts';
import { spenderOf } from './spender-of.ts';

/** What the pull request and the month have cost so far; nothing where nothing was ever spent. */
export async function spendToShow(
  { database, clock }: Pick<BotParts, 'database' | 'clock'>,
  found: Assessment,
): Promise<Pick<Outcome, 'spend' | 'month'>> {
  const spender = spenderOf(found);
  const options = { caps: firstCaps(found), nowMs: clock.now() };
  const spend = await spendOfPullRequest(database, spender, options);
  const month = await monthSpendOf(database, spender, options);
  return {
    ...(spend.pullRequestNanoUsd > 0 && { spend }),
    ...(month.spentNanoUsd > 0 && { month }),
  };
}
