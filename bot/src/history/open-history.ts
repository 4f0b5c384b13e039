import type { BotParts } from '../bot-parts.ts';
import type { RepositoryName } from '../config/tenants.ts';
import { type KnownRepository, listRepositories } from '../store/repositories.ts';
import type { HistoryPlace } from './ledger-branch.ts';
import { readHistoryPolicy } from './read-history-policy.ts';

/** Where a repository's history goes, and for how long. */
export type OpenedHistory =
  | { readonly place: HistoryPlace; readonly retainMs: number }
  /** Nothing may be written there. */
  | { readonly refused: string };

const defaults = { branch: 'galley/ledger', retainMs: 90 * 86_400_000, repository: undefined };

/**
 * The place of a repository's history: as tenants.yaml says, else as galley.yaml of the default branch
 * says. galley.yaml may name repositories of its own installation only. `undefined`: the operator wants
 * none written.
 */
export async function openHistory(
  parts: Pick<BotParts, 'github' | 'database' | 'config' | 'cache' | 'hostile'>,
  known: KnownRepository,
  signal: AbortSignal,
): Promise<OpenedHistory | undefined> {
  const { github, database, config } = parts;
  const tenant = config.tenants.policyOf(known.owner, known.name, known.accountId);
  if (known.isRemoved || !tenant.isEnabled || !tenant.writesLedger) return undefined;
  const reading = await github.openAccess(known, 'reading');
  const policy = (await readHistoryPolicy(parts, reading, signal)) ?? defaults;
  const { branch, retainMs } = policy;
  const elsewhere = tenant.historyRepository ?? nameOf(policy.repository);
  if (elsewhere === undefined || isNamed(known, elsewhere)) {
    const access = await github.openAccess(known, 'ledger');
    return { place: { access, branch, prefix: '' }, retainMs };
  }
  const other = (await listRepositories(database)).find((repository) =>
    isNamed(repository, elsewhere),
  );
  const isReachable =
    other !== undefined &&
    (tenant.historyRepository !== undefined || other.installationId === known.installationId);
  if (!isReachable) {
    return { refused: `the App is not installed on ${elsewhere.owner}/${elsewhere.name}` };
  }
  const access = await github.openAccess(other, 'ledger');
  return { place: { access, branch, prefix: `${known.owner}/${known.name}/` }, retainMs };
}

function nameOf(text: string | undefined): RepositoryName | undefined {
  const [owner = '', name = ''] = text?.split('/') ?? [];
  return text === undefined ? undefined : { owner, name };
}

function isNamed(known: RepositoryName, { owner, name }: RepositoryName): boolean {
  const both = (of: RepositoryName) => `${of.owner}/${of.name}`.toLowerCase();
  return both(known) === both({ owner, name });
}
