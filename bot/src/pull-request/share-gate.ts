import type { CheckReport } from '@galley/engine/publish';
import type { Effect } from '../effects/effect.ts';
import { lookShare } from '../intake/look-share.ts';
import type { Queue } from '../queue/queue.ts';
import type { Queryable } from '../store/database.ts';
import { type GateOfHead, gatesOfHead, ownGate } from '../store/effects.ts';
import type { Assessment } from './assess.ts';

type CheckWish = Extract<Effect, { kind: 'check' }>;

/** What a gate shows, worst first: of pull requests with one commit the worst counts for all. */
const worstFirst = ['failure', 'action_required', 'cancelled', 'in_progress', 'neutral', 'success'];

/**
 * Several pull requests may have the same newest commit, and GitHub takes the newest run of a check on
 * it: so the gate of each shows the worst of all of them.
 */
export async function shareGate(
  sql: Queryable,
  { known, now }: Pick<Assessment, 'known' | 'now'>,
  wishes: readonly Effect[],
): Promise<Effect[]> {
  const others = await gatesOfHead(sql, { ...known, head: now.head });
  return wishes.map((wish) => (isGate(wish) ? shared(wish, others) : wish));
}

/** Has those looked at that share the commit, when what this one says of it alone has changed. */
export async function lookAtSharers(
  sql: Queryable,
  queue: Queue,
  {
    found: { known, now },
    effects,
  }: { readonly found: Pick<Assessment, 'known' | 'now'>; readonly effects: readonly Effect[] },
): Promise<void> {
  const gate = effects.find(isGate);
  const others = await gatesOfHead(sql, { ...known, head: now.head });
  if (others.length === 0) return;
  const before = await ownGate(sql, { ...known, head: now.head });
  if (gate?.payload.own === before) return;
  for (const { number } of others) {
    const { repositoryId, accountId } = known;
    const share = lookShare({ repositoryId, number, accountId });
    await queue.send('look', { repositoryId, number }, { ...share, within: sql });
  }
}

function isGate(wish: Effect): wish is CheckWish {
  return wish.kind === 'check' && wish.payload.report.check === 'gate';
}

function shared(wish: CheckWish, others: readonly GateOfHead[]): CheckWish {
  const { report } = wish.payload;
  const own = stateOf(report);
  const [worst] = others.toSorted((one, other) => rank(one.own) - rank(other.own));
  const payload = { ...wish.payload, own };
  if (worst === undefined || rank(worst.own) >= rank(own)) return { ...wish, payload };
  return { ...wish, payload: { ...payload, report: asTheWorst(report, worst) } };
}

function asTheWorst(report: CheckReport, { number, own }: GateOfHead): CheckReport {
  const { conclusion: _, ...rest } = report;
  const title = `pull request ${number} has the same commit: ${own.replaceAll('_', ' ')}`;
  const summary = `The newest commit is also that of pull request ${number}, whose gate counts here too.`;
  const state =
    own === 'in_progress'
      ? { status: 'in_progress' as const }
      : { status: 'completed' as const, conclusion: own as NonNullable<CheckReport['conclusion']> };
  return { ...rest, ...state, title, summary };
}

function stateOf({ status, conclusion }: CheckReport): string {
  return status === 'completed' ? (conclusion ?? 'neutral') : 'in_progress';
}

function rank(state: string): number {
  const at = worstFirst.indexOf(state);
  return at < 0 ? worstFirst.length : at;
}
