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
import { proveProject } from './prove-project.ts';
import type { PullRequestNow } from './pull-request-now.ts';
import { freeStepKey } from './step-key.ts';

/** One project after everything that costs nothing. */
export interface CheckedProject {
  readonly project: string;
  /** galley.yaml of the tip of the base branch. */
  readonly policy: PlainLibrary;
  readonly summary: ChangeSummary;
  readonly proof: Proof;
}

/** What the free checks of a commit came to. Plain JSON. */
export interface FreeChecks {
  readonly projects: readonly CheckedProject[];
  /** Why they could not be made: the text takes more than it is given, or cannot be read at all. */
  readonly failure?: string;
}

/** The free checks of a commit: made once, whoever asks. */
export async function freeChecks(
  parts: BotParts,
  now: PullRequestNow,
  change: {
    readonly openSources: () => Promise<readonly ProjectSources[]>;
    readonly defaults: DefaultsSource;
    readonly tenant: Pick<TenantPolicy, 'extends'>;
    readonly signal: AbortSignal;
  },
): Promise<FreeChecks> {
  const { database } = parts;
  const key = freeStepKey(now, change.tenant);
  const found = await findStep<FreeChecks>(database, key);
  if (found !== undefined) return found;
  try {
    const sources = await change.openSources();
    const checks = { projects: await checkProjects(parts, now, { ...change, sources }) };
    const { repositoryId, number, head } = now;
    await saveStep(database, { key, kind: 'free', repositoryId, number, head, result: checks });
    return checks;
  } catch (error) {
    if (error instanceof GalleyError && isOfContent(error)) {
      return { projects: [], failure: error.message };
    }
    throw error;
  }
}

async function checkProjects(
  parts: BotParts,
  now: PullRequestNow,
  {
    sources,
    defaults,
    signal,
  }: {
    readonly sources: readonly ProjectSources[];
    readonly defaults: DefaultsSource;
    readonly signal: AbortSignal;
  },
): Promise<CheckedProject[]> {
  const checked: CheckedProject[] = [];
  for (const source of sources) {
    signal.throwIfAborted();
    const policy = await readPolicy(parts, source, defaults);
    const { summary, proof } = await proveProject(parts, {
      now,
      source,
      policy,
      defaults,
      decide: async () => ({
        mode: 'replay',
        concurrency: 4,
        createDesk: openDesks(parts, source, policy, replaying),
        notExecutedDefault: 'error',
        capNanoUsd: undefined,
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
]);

/** What trying again would not heal. */
function isOfContent(error: GalleyError): boolean {
  if (error instanceof GitFetchError) return error.reason === 'too-large';
  return codesOfContent.has(error.code);
}
