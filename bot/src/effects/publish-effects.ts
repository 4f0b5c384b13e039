import type { BotParts } from '../bot-parts.ts';
import type { AccessFor, OpenAccess, RepositoryAccess } from '../github/repository-access.ts';
import {
  effectDone,
  effectFailed,
  effectGivenUp,
  forgetEffect,
  nextEffectAt,
  postponeEffects,
  type WaitingEffect,
  waitingEffects,
} from '../store/effects.ts';
import { findRepository } from '../store/repositories.ts';
import type { EffectContext, EffectPlug } from './contract.ts';
import type { EffectKind, EffectPayloads } from './effect.ts';
import { failureOf, pauseAfter } from './failure-of.ts';
import { effectPlugs } from './registry.ts';

/** How often GitHub is asked whether it still says that time has overtaken a wish. */
const mostLooks = 3;

/**
 * Carries out what GitHub should show of a repository, oldest wish first, until nothing is due. Who is
 * killed in the middle leaves the wish, and the next one finds on GitHub what was done.
 */
export async function publishEffects(
  parts: BotParts,
  repositoryId: number,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock, queue } = parts;
  const repository = await findRepository(database, repositoryId);
  if (repository === undefined || repository.isRemoved) return;
  const open = accessOnce(parts, repository);
  for (;;) {
    const due = await waitingEffects(database, repositoryId, new Date(clock.now()));
    if (due.length === 0) break;
    for (const effect of due) {
      if (signal.aborted) return;
      const waitMs = await carryOut(parts, effect, open);
      if (waitMs === undefined) continue;
      await postponeEffects(database, repositoryId, new Date(clock.now() + waitMs));
      await queue.send('publish', { repositoryId }, { ...shareOf(repository), afterMs: waitMs });
      return;
    }
  }
  const next = await nextEffectAt(database, repositoryId);
  if (next === undefined) return;
  const afterMs = Math.max(0, next.getTime() - clock.now());
  await queue.send('publish', { repositoryId }, { ...shareOf(repository), afterMs });
}

/** Whose share publishing takes; one job of a repository at a time. */
export function shareOf({
  repositoryId,
  accountId,
}: {
  readonly repositoryId: number;
  readonly accountId: number;
}): { readonly key: string; readonly tenant: string } {
  return { key: String(repositoryId), tenant: String(accountId) };
}

type OpenOnce = (purpose: AccessFor) => Promise<RepositoryAccess>;

function accessOnce({ github }: BotParts, repository: Parameters<OpenAccess>[0]): OpenOnce {
  const opened = new Map<AccessFor, Promise<RepositoryAccess>>();
  return (purpose) => {
    const access = opened.get(purpose) ?? github.openAccess(repository, purpose);
    opened.set(purpose, access);
    // Without the access that most wishes need no wish is to blame: the job is tried again.
    return purpose !== 'publishing'
      ? access
      : access.catch((cause: unknown) => {
          throw new NoAccess('the repository cannot be written to', { cause });
        });
  };
}

/** A token for publishing could not be had. */
class NoAccess extends Error {}

/** Milliseconds for which nothing more should be written to this repository; usually `undefined`. */
async function carryOut(
  parts: BotParts,
  effect: WaitingEffect,
  open: OpenOnce,
): Promise<number | undefined> {
  const { config, database, clock, log, telemetry } = parts;
  const { key, kind, version, attempts } = effect;
  const plug = effectPlugs[kind] as EffectPlug<EffectKind>;
  const inMs = (ms: number) => ({ notBefore: new Date(clock.now() + ms) });
  try {
    const context = await contextOf(parts, effect, await open(plug.purpose ?? 'publishing'));
    const payload = effect.payload as EffectPayloads[EffectKind];
    const isOvertaken = (await plug.carryOut(payload, context)) === 'overtaken';
    if (isOvertaken && attempts < mostLooks) {
      await effectFailed(database, key, version, inMs(pauseAfter(attempts)));
    } else if (isOvertaken) await forgetEffect(database, key, version);
    else {
      await effectDone(
        database,
        key,
        version,
        inMs(plug.isPaced ? config.workers.commentPauseMs : 0),
      );
      telemetry.effectEnded(kind, 'done');
    }
    return undefined;
  } catch (error) {
    if (error instanceof NoAccess) throw error.cause;
    const failure = failureOf(error, attempts);
    if (failure.what === 'give-up') {
      await effectGivenUp(database, key, version, failure.why);
      log.warn('effect-given-up', { kind, key, why: failure.why, error });
      telemetry.effectEnded(kind, 'given-up');
      return undefined;
    }
    const pauseMs = failure.what === 'wait' ? failure.ms : pauseAfter(attempts);
    await effectFailed(database, key, version, inMs(pauseMs));
    log.info('effect-postponed', { kind, key, pauseMs, error });
    telemetry.effectEnded(kind, 'failed');
    return failure.what === 'wait' ? pauseMs : undefined;
  }
}

async function contextOf(
  parts: BotParts,
  effect: WaitingEffect,
  access: RepositoryAccess,
): Promise<EffectContext> {
  const { github, config, clock, secretsOf } = parts;
  return {
    access,
    self: await github.self(),
    instance: config.instance,
    clock,
    secrets: secretsOf(access.owner),
    key: effect.key,
    number: effect.number ?? 0,
  };
}
