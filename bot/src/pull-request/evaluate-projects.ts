import { GalleyError } from '@galley/engine/errors';
import { libraryFrom } from '@galley/engine/keyless-child';
import { createTally } from '@galley/engine/ledger';
import { maskValue } from '@galley/engine/models';
import { type Proof, refusedProof } from '@galley/engine/proof';
import { hashValue, type NanoUsd } from '@galley/engine/units';
import type { BotParts } from '../bot-parts.ts';
import { gatherRecordings } from '../history/gather-recordings.ts';
import { openAnswerStore } from '../money/answer-store.ts';
import type { StoppedBy } from '../money/budget-alerts.ts';
import { openRun, type PaidRun } from '../money/open-run.ts';
import { proofRecord } from '../money/proof-record.ts';
import type { Assessment, EvaluatedChange } from './assess.ts';
import type { ProjectSources } from './change-sources.ts';
import type { CheckedProject } from './free-checks.ts';
import { openDesks } from './open-desks.ts';
import { proveProject } from './prove-project.ts';
import { spenderOf } from './spender-of.ts';
import { tallyingDesks } from './tallying-desks.ts';

const drawsAtOnce = 8;

/** What every project came to, and caps over several runs that refused something. */
export interface EvaluatedProjects extends EvaluatedChange {
  readonly stoppedBy: readonly StoppedBy[];
}

/** What an evaluation needs to know of a pull request or of a merge group. */
export type ToEvaluate = Pick<
  Assessment,
  'known' | 'now' | 'tenant' | 'checks' | 'sources' | 'defaults' | 'request' | 'evaluationKey'
>;

/**
 * Proofs every project with real models, within every budget. Each answer and each amount is kept as it
 * comes, so that whoever does it again after a loss goes on.
 */
export async function evaluateProjects(
  parts: BotParts,
  found: ToEvaluate,
  signal: AbortSignal,
): Promise<EvaluatedProjects> {
  const stoppedBy: StoppedBy[] = [];
  const sources = new Map((await found.sources()).map((source) => [source.project, source]));
  const proofs: Proof[] = [];
  let spentNanoUsd = 0;
  for (const checked of found.checks.projects) {
    const source = sources.get(checked.project);
    if (source === undefined) throw new TypeError('every checked project has its files');
    try {
      const project = { checked, source, spentNanoUsd, signal };
      const evaluated = await evaluateProject(parts, found, project);
      spentNanoUsd += evaluated.spentNanoUsd;
      proofs.push(evaluated.proof);
      stoppedBy.push(...evaluated.stoppedBy);
    } catch (error) {
      if (signal.aborted || !isRefusal(error)) throw error;
      proofs.push(refusedProof(checked.proof, error));
    }
  }
  return { proofs, stoppedBy };
}

/** What trying again would not heal: it is told, and somebody has to mend it. */
function isRefusal(error: unknown): error is GalleyError {
  return error instanceof GalleyError && !error.isRetryable && error.code !== 'interrupted';
}

interface ProjectToEvaluate {
  readonly checked: CheckedProject;
  readonly source: ProjectSources;
  /** By the projects before it: caps on one command or run hold over all of them. */
  readonly spentNanoUsd: NanoUsd;
  readonly signal: AbortSignal;
}

async function evaluateProject(
  parts: BotParts,
  found: ToEvaluate,
  { checked, source, spentNanoUsd, signal }: ProjectToEvaluate,
): Promise<{
  readonly proof: Proof;
  readonly stoppedBy: readonly StoppedBy[];
  readonly spentNanoUsd: NanoUsd;
}> {
  const { database, clock, random, config } = parts;
  const { now, tenant, request } = found;
  const { project, policy } = checked;
  const { allowedHosts } = tenant;
  const secrets = parts.secretsOf(found.known.account, allowedHosts);
  const spender = spenderOf(found);
  const base = libraryFrom(policy).project;
  const tally = createTally();
  const gathered = gatherRecordings({ clock, secrets });
  const answers = openAnswerStore(database, {
    repositoryId: now.repositoryId,
    maxAgeMs: base.cache.maxAgeMs,
    clock,
    secrets,
  });
  let run: PaidRun | undefined;
  let proof: Proof | undefined;
  try {
    const proved = await proveProject(parts, {
      now,
      source,
      policy,
      defaults: found.defaults,
      signal,
      decide: async ({ budgets }) => {
        const paid = await openRun(database, {
          spender,
          caps: {
            budgets,
            tier: tenant.tier,
            maxCostNanoUsd: costLeft(found, spentNanoUsd),
          },
          run: {
            id: hashValue([found.evaluationKey, project]).slice(0, 40),
            project,
            commits: { base: now.mergeBase, head: now.head },
            policyHash: base.written === undefined ? null : hashValue(base.written),
          },
          worker: config.worker,
          clock,
          random,
          signal,
        });
        run = paid;
        const createDesk = openDesks(parts, source, policy, {
          mode: 'auto',
          spend: paid.spend,
          cache: answers,
          secrets,
          allowedHosts,
          emit: () => undefined,
        });
        return {
          mode: 'auto',
          concurrency: drawsAtOnce,
          createDesk: tallyingDesks(gathered.watch(createDesk), tally),
          ...(request?.model !== undefined && { models: [request.model] }),
          ...(request?.wanted !== undefined && { wanted: request.wanted }),
          ...(request?.repeats !== undefined && { repeats: request.repeats }),
          notExecutedDefault: 'error',
          capNanoUsd: paid.capNanoUsd,
          spentNanoUsd: () => paid.state().spentNanoUsd,
        };
      },
    });
    proof = proved.proof;
  } finally {
    await answers.settled();
    await run?.close(
      run && proof
        ? {
            record: proofRecord(run, { proof, tally, nowMs: clock.now() }),
            recordings: base.history.storeOutputs
              ? gathered.sign({ project, signing: base.signing, signingKey: secrets.signingKey() })
              : [],
          }
        : {},
    );
  }
  if (proof === undefined) throw new TypeError('a proof was ordered');
  const ended = run?.state();
  return {
    proof: maskValue(proof, secrets),
    stoppedBy: ended?.stoppedBy ?? [],
    spentNanoUsd: ended?.spentNanoUsd ?? 0,
  };
}

/** What is left of `--max-cost` and of the operator's cap on one run; `undefined`: no such cap. */
function costLeft(
  { request, tenant }: Pick<ToEvaluate, 'request' | 'tenant'>,
  spentNanoUsd: NanoUsd,
): NanoUsd | undefined {
  const caps = [request?.maxCostNanoUsd, tenant.tier?.limits.runNanoUsd].filter(
    (cap) => cap !== undefined,
  );
  return caps.length === 0 ? undefined : Math.max(0, Math.min(...caps) - spentNanoUsd);
}
