import type { Caps } from '../money/spender.ts';
import type { Assessment } from './assess.ts';

/** What limits the spending of a pull request: of its first project that has budgets of its own. */
export function capsOf({ checks, tenant }: Pick<Assessment, 'checks' | 'tenant'>): Caps {
  const [first] = checks.projects;
  const budgets = first?.summary.budgets ?? { runNanoUsd: undefined, mode: 'strict' as const };
  return { budgets, tier: tenant.tier };
}
