import { GalleyError } from '@galley/engine/errors';
import type { ChangeSummary } from '@galley/engine/keyless-child';
import type { DefaultsSource } from '@galley/engine/library';
import type { PlainLibrary } from '@galley/engine/ports';
import type { Proof } from '@galley/engine/proof';
import type { BotParts } from '../bot-parts.ts';
import type { TenantPolicy } from '../config/tenants.ts';
import { GitFetchError } from '../git/git-fetch-error.ts';
import { findStep, saveStep } from '../store/steps.ts';
import type { ProjectSources } from './change-sources.ts';
import { nothingIsSpent, openDesks } from './open-desks.ts';
import type { ProjectPolicy } from './project-policy.ts';
import { proveProject } from './prove-project.ts';
import type { PullRequestNow } from './pull-request-now.ts';
import { freeStepKey } from './step-key.ts';

/** One project after everything that costs nothing. */
export interface CheckedProject extends ProjectPolicy {
  readonly summary: ChangeSummary;
  readonly proof: Proof;
}

/** What the free checks of a commit came to. Plain JSON. */
export interface FreeChecks {
  /** Read first and apart, so that they hold whatever the pull request is. */
  readonly policies: readonly ProjectPolicy[];
  readonly projects: readonly CheckedProject[];
  /** Why they could not be made: the text takes more than it is given, or cannot be read at all. */
  readonly failure?: string;
}

/** The free checks of a commit: made once, and again by a retry. */
export async function freeChecks(
  parts: BotParts,
  now: PullRequestNow,
  change: {
    readonly openSources: () => Promise<readonly ProjectSources[]>;
    readonly defaults: DefaultsSource;
    readonly tenant: Pick<TenantPolicy, 'extends'>;
    readonly attempt: number;
    readonly signal: AbortSignal;
  },
): Promise<FreeChecks> {
  const { database } = parts;
  const key = freeStepKey(now, change);
  const found = await findStep<FreeChecks>(database, key);
  if (found !== undefined) return found;
  const result = await makeChecks(parts, now, change);
  const { repositoryId, number, head } = now;
  await saveStep(database, { key, kind: 'free', repositoryId, number, head, result });
  return result;
}

async function makeChecks(
  parts: BotParts,
  now: PullRequestNow,
  change: Parameters<typeof freeChecks>[2],
): Promise<FreeChecks> {
  const { defaults, signal } = change;
  let policies: readonly ProjectPolicy[] = [];
  try {
    const sources = await change.openSources();
    policies = await readPolicies(parts, sources, change);
    return {
      policies,
      projects: await checkProjects(parts, now, { sources, policies, defaults, signal }),
    };
  } catch (error) {
    if (!(error instanceof GalleyError && isOfContent(error))) throw error;
    return { policies, projects: [], failure: error.message };
  }
}

async function readPolicies(
  parts: BotParts,
  sources: readonly ProjectSources[],
  { defaults, signal }: Pick<Parameters<typeof freeChecks>[2], 'defaults' | 'signal'>,
): Promise<ProjectPolicy[]> {
  const policies: ProjectPolicy[] = [];
  for (const source of sources) {
    signal.throwIfAborted();
    policies.push({ project: source.project, policy: await readPolicy(parts, source, defaults) });
  }
  return policies;
}

/** For all projects of a commit together; each has its own limits. */
const longestMs = 5 * 60_000;

function tookTooLong(): GalleyError {
  const message = `the free checks of all projects took more than ${longestMs / 1000} seconds`;
  return new GalleyError('hostile-text-limit', message, {
    data: { operation: 'prove', limit: 'clock', atMost: longestMs },
    hint: 'Make the documents or data files of its projects smaller or simpler.',
  });
}

async function checkProjects(
  parts: BotParts,
  now: PullRequestNow,
  {
    sources,
    policies,
    defaults,
    signal,
  }: {
    readonly sources: readonly ProjectSources[];
    readonly policies: readonly ProjectPolicy[];
    readonly defaults: DefaultsSource;
    readonly signal: AbortSignal;
  },
): Promise<CheckedProject[]> {
  const checked: CheckedProject[] = [];
  const beganMs = parts.clock.elapsedMs();
  for (const source of sources) {
    signal.throwIfAborted();
    if (parts.clock.elapsedMs() - beganMs > longestMs) throw tookTooLong();
    const policy = policies.find(({ project }) => project === source.project)?.policy;
    if (policy === undefined) throw new TypeError('every project has a policy');
    const { summary, proof } = await proveProject(parts, {
      now,
      source,
      policy,
      defaults,
      decide: async ({ budgets }) => ({
        mode: 'replay',
        concurrency: 4,
        createDesk: openDesks(parts, source, policy, replaying),
        notExecutedDefault: 'error',
        capNanoUsd: budgets.runNanoUsd,
      }),
      signal,
    });
    if (proof === undefined) throw new TypeError('a proof was ordered');
    checked.push({ project: source.project, policy, summary, proof });
  }
  return checked;
}

/** Replaying sends nothing: no money, no keys. */
const replaying = {
  mode: 'replay',
  spend: nothingIsSpent,
  secrets: { find: () => undefined, values: () => [], advice: '' },
  allowedHosts: undefined,
  emit: () => undefined,
} as const;

/** galley.yaml of base's tip, read where nothing of the pull request was ever read. */
async function readPolicy(
  { hostile }: BotParts,
  { policy }: Pick<ProjectSources, 'policy'>,
  defaults: DefaultsSource,
): Promise<PlainLibrary> {
  const text = hostile.openText();
  try {
    return await text.openLibrary(policy, {}, defaults);
  } finally {
    await text.dispose();
  }
}

const codesOfContent: ReadonlySet<string> = new Set([
  'hostile-text-limit',
  'hostile-text-failed',
  'git-failed',
  'project-invalid',
]);

/** What trying again would not heal. */
function isOfContent(error: GalleyError): boolean {
  if (error instanceof GitFetchError) return error.reason === 'too-large';
  return codesOfContent.has(error.code);
}
