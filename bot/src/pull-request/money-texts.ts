import { libraryFrom, type SuiteEstimate } from '@galley/engine/keyless-child';
import { codeCell, codeSpan } from '@galley/engine/report';
import { formatUsd, plural } from '@galley/engine/units';
import type { BotParts } from '../bot-parts.ts';
import { openAnswerStore } from '../money/answer-store.ts';
import { budgetReport } from '../money/budget-report.ts';
import type { Assessment } from './assess.ts';
import { capsOfProjects, firstCaps } from './caps-of.ts';
import { nothingIsSpent, openDesks } from './open-desks.ts';
import { proveProject } from './prove-project.ts';
import { spenderOf } from './spender-of.ts';
import type { EvaluationRequest } from './step-key.ts';

/** Every cap and what is left of it, as Markdown; of several projects one after the other. */
export async function budgetsOf(
  { database, clock }: Pick<BotParts, 'database' | 'clock'>,
  found: Assessment,
): Promise<string> {
  const projects = capsOfProjects(found);
  const spender = spenderOf(found);
  const nowMs = clock.now();
  if (projects.length < 2) {
    return budgetReport(database, spender, { caps: firstCaps(found), nowMs });
  }
  const parts: string[] = [];
  for (const { project, caps } of projects) {
    const report = await budgetReport(database, spender, { caps, nowMs });
    parts.push(`${codeSpan(project === '' ? '.' : project)}\n\n${report}`);
  }
  return parts.join('\n\n');
}

/** What an evaluation would cost, as Markdown; calls nothing and spends nothing. */
export async function estimateOf(
  parts: BotParts,
  found: Assessment,
  { request, signal }: { readonly request: EvaluationRequest; readonly signal: AbortSignal },
): Promise<string> {
  const estimates: SuiteEstimate[] = [];
  const sources = await found.sources();
  for (const { project, policy } of found.checks.projects) {
    const source = sources.find((one) => one.project === project);
    if (source === undefined) continue;
    estimates.push(...(await estimateProject(parts, found, { source, policy, request, signal })));
  }
  if (estimates.length === 0) return 'Nothing would be evaluated: the change reaches no suite.';
  const rows = estimates.map(({ suite, calls, expectedNanoUsd, worstNanoUsd }) =>
    [codeCell(suite), calls, money(expectedNanoUsd), money(worstNanoUsd)].join(' | '),
  );
  const known = estimates.map(({ worstNanoUsd }) => worstNanoUsd);
  const most = known.every((cost) => cost !== undefined)
    ? `at most ${formatUsd(known.reduce((sum, cost) => sum + cost, 0))}`
    : 'how much at most cannot be told';
  const calls = estimates.reduce((sum, one) => sum + one.calls, 0);
  return [
    `${plural(calls, 'call')}, ${most}. Nothing was run. Amounts are estimates.`,
    '',
    '| suite | calls | expected | at most |',
    '|---|---:|---:|---:|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

async function estimateProject(
  parts: BotParts,
  { now, tenant, known, defaults }: Assessment,
  {
    source,
    policy,
    request,
    signal,
  }: Pick<Parameters<typeof proveProject>[1], 'source' | 'policy' | 'signal'> & {
    readonly request: EvaluationRequest;
  },
): Promise<readonly SuiteEstimate[]> {
  const secrets = parts.secretsOf(known.account, tenant.allowedHosts);
  const { maxAgeMs } = libraryFrom(policy).project.cache;
  const { database, clock } = parts;
  const { repositoryId } = now;
  const createDesk = openDesks(parts, source, policy, {
    mode: 'auto',
    spend: nothingIsSpent,
    cache: openAnswerStore(database, { repositoryId, maxAgeMs, clock, secrets }),
    secrets,
    allowedHosts: tenant.allowedHosts,
    emit: () => undefined,
  });
  const { estimates = [] } = await proveProject(parts, {
    now,
    source,
    policy,
    defaults,
    signal,
    decide: async () => ({
      mode: 'auto',
      concurrency: 1,
      createDesk,
      ...(request.model !== undefined && { models: [request.model] }),
      ...(request.wanted !== undefined && { wanted: request.wanted }),
      ...(request.repeats !== undefined && { repeats: request.repeats }),
      notExecutedDefault: 'error',
      capNanoUsd: undefined,
      estimates: true,
      proves: false,
    }),
  });
  return estimates;
}

function money(nanoUsd: number | undefined): string {
  return nanoUsd === undefined ? 'unknown' : formatUsd(nanoUsd);
}
