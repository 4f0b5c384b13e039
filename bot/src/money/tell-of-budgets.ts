import { monthResetDate } from '@galley/engine/ledger';
import { type Effect, noticeEffect } from '../effects/effect.ts';
import type { Database, Queryable } from '../store/database.ts';
import { type BudgetAlert, dueAlerts, markTold, type StoppedBy } from './budget-alerts.ts';
import type { Caps, Spender } from './spender.ts';

/** How the owners of a repository want to be told. */
export interface BudgetNotify {
  readonly issue: boolean;
  /** Sends one message; absent: nobody wants any. @throws when it did not arrive */
  readonly webhook?: (message: BudgetMessage) => Promise<void>;
}

/** What a webhook gets. */
export interface BudgetMessage {
  readonly event: 'budget';
  /** The same however often it is sent. */
  readonly id: string;
  /** `acme/prompts`. */
  readonly repository: string;
  readonly text: string;
  readonly scope: BudgetAlert['scope'];
  readonly source: string;
  readonly unit: 'usd' | 'tokens';
  readonly pct: number;
  /** Nano-dollars or tokens. */
  readonly cap: number;
  readonly spent: number;
  readonly month: string;
  readonly actor: string | null;
}

/**
 * Tells of a month's budgets that are nearly used, or used up, each once and in every way that is
 * wanted. A webhook that fails is tried again the next time.
 * @param options.wish puts an effect into the outbox, in the transaction given
 * @returns why webhooks failed, for the log
 */
export async function tellOfBudgets(
  database: Database,
  spender: Spender,
  options: {
    /** `acme/prompts`. */
    readonly repository: string;
    readonly caps: Caps;
    /** Of `PaidRun.state()`. */
    readonly stoppedBy: readonly StoppedBy[];
    readonly notify: BudgetNotify;
    readonly nowMs: number;
    readonly wish: (sql: Queryable, effect: Effect) => Promise<void>;
  },
): Promise<readonly string[]> {
  const { repository, notify } = options;
  if (notify.issue) {
    await database.transaction(async (sql) => {
      const alerts = await dueAlerts(sql, spender, { ...options, way: 'issue' });
      for (const alert of alerts) {
        if (!(await markTold(sql, alert))) continue;
        await options.wish(sql, noticeOf(alert, spender, options));
      }
    });
  }
  if (notify.webhook === undefined) return [];
  const failures: string[] = [];
  for (const alert of await dueAlerts(database, spender, { ...options, way: 'webhook' })) {
    try {
      await notify.webhook(messageOf(alert, repository));
      await markTold(database, alert);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  return failures;
}

function noticeOf(
  alert: BudgetAlert,
  { repositoryId }: Spender,
  { caps, nowMs }: { readonly caps: Caps; readonly nowMs: number },
): Effect {
  const { scope, source, actor, pct } = alert;
  const whose = scope === 'actor' ? `The budget of ${actor}` : 'The month’s budget';
  const isHard = source !== 'galley.yaml' || caps.budgets.mode === 'strict';
  const title =
    pct === 100 ? `Galley: ${whose} is used up` : `Galley: ${whose} is used to ${pct} %`;
  const next =
    pct < 100
      ? 'Proofs go on as they are.'
      : isHard
        ? 'Proofs go on with recorded and cached answers; calls that do not fit are not made.'
        : 'Under `mode: alert` proofs go on as they are.';
  const text = `${alert.text}\n\n${next} It begins again on ${monthResetDate(nowMs)}; \`/galley budget\` on a pull request shows every cap.`;
  return noticeEffect(repositoryId, alert.key, { title, text });
}

function messageOf(alert: BudgetAlert, repository: string): BudgetMessage {
  const { key: id, text, scope, source, unit, pct, cap, spent, month, actor = null } = alert;
  const amounts = { unit, pct, cap, spent, month };
  return { event: 'budget', id, repository, text, scope, source, ...amounts, actor };
}
