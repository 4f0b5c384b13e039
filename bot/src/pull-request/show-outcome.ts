import type { Proof } from '@galley/engine/proof';
import {
  type CheckReport,
  cancelledReport,
  checkReports,
  failedReport,
  type MonthSpend,
  startedReport,
} from '@galley/engine/publish';
import { formatComment } from '@galley/engine/report';
import type { NanoUsd } from '@galley/engine/units';
import type { TenantPolicy } from '../config/tenants.ts';
import { checkEffect, commentEffect, type Effect } from '../effects/effect.ts';
import type { FreeChecks } from './free-checks.ts';
import type { Phase } from './phase.ts';
import type { PullRequestNow } from './pull-request-now.ts';
import type { RepositorySettings } from './repository-settings.ts';

/** Everything that decides what a pull request shows. */
export interface Outcome {
  readonly now: PullRequestNow;
  readonly attempt: number;
  readonly phase: Phase;
  /** Why there are no free checks; then there are no proofs. */
  readonly failure?: string | undefined;
  /** Of all projects, acceptances applied: of the evaluation where it is finished, else of the free checks. */
  readonly proofs: readonly Proof[];
  readonly mode: 'enforce' | 'observe';
  readonly isObserved: boolean;
  readonly commentMode: 'update' | 'hide-and-new';
  /** Address of the repository for people: `https://github.com/acme/prompts`. */
  readonly webUrl: string;
  readonly spend?: { readonly pullRequestNanoUsd: NanoUsd; readonly capNanoUsd?: NanoUsd };
  readonly month?: MonthSpend;
}

/** What a merge queue should see of its commit: the same checks, and no comment. Pure. */
export function showGroup({
  now,
  checks,
  settings,
  tenant,
  proofs,
  isAtWork,
  webUrl,
}: {
  readonly now: PullRequestNow;
  readonly checks: FreeChecks;
  readonly settings: Pick<RepositorySettings, 'mode' | 'isObserved' | 'commentMode'>;
  readonly tenant: Pick<TenantPolicy, 'gateWithoutProject'>;
  readonly proofs: readonly Proof[];
  readonly isAtWork: boolean;
  readonly webUrl: string;
}): Effect[] {
  const { failure } = checks;
  const isForUs = checks.projects.length > 0 || failure !== undefined;
  if (!isForUs && !tenant.gateWithoutProject) return [];
  const isNothing = proofs.every(({ verdict }) => verdict.outcome === 'nothing');
  const phase: Phase = isAtWork ? 'evaluating' : isNothing ? 'nothing' : 'done';
  const { mode, isObserved, commentMode } = settings;
  const shown = { now, attempt: 1, phase, failure, proofs, mode, isObserved, commentMode, webUrl };
  return showOutcome(shown).filter(({ kind }) => kind === 'check');
}

/** What GitHub should show of a pull request. Pure: equal outcomes, equal wishes. */
export function showOutcome(outcome: Outcome): Effect[] {
  const { now, attempt, phase, failure } = outcome;
  const made = failure === undefined ? reportsOf(outcome) : failedReports(failure);
  const reports = outcome.isObserved ? made.map(withoutTeeth) : made;
  const checks = reports.map((report) => checkEffect(now, { head: now.head, attempt, report }));
  if (failure !== undefined) return checks;
  const isSilent = phase === 'evaluating' || phase === 'draft' || phase === 'cancelled';
  return isSilent ? checks : [...checks, commentOf(outcome)];
}

function failedReports(failure: string): CheckReport[] {
  return [failedReport('validate', failure), failedReport('gate', failure)];
}

/** Under `observe` nothing blocks: neither what fails nor what was stopped, and no gate that is at work. */
function withoutTeeth(report: CheckReport): CheckReport {
  const { check, status, conclusion } = report;
  if (status !== 'completed') {
    return check === 'gate' ? { ...report, status: 'completed', conclusion: 'neutral' } : report;
  }
  return conclusion === 'failure' || conclusion === 'cancelled'
    ? { ...report, conclusion: 'neutral' }
    : report;
}

function reportsOf(outcome: Outcome): CheckReport[] {
  const { phase, proofs, mode, spend } = outcome;
  const waitsFor = phase === 'fork-approval' ? phase : undefined;
  const [validate, render, evaluate, gate] = checkReports(proofs, {
    mode,
    waitsFor,
    links: linksOf(outcome),
    ...(spend && { spend }),
  });
  if (!validate || !render || !evaluate || !gate) throw new TypeError('there are four checks');
  switch (phase) {
    case 'nothing':
      return [gate];
    case 'evaluating':
      return [
        validate,
        render,
        startedReport('evaluate', 'in_progress'),
        startedReport('gate', 'in_progress'),
      ];
    case 'draft':
      return [validate, render];
    case 'cancelled':
      return [
        validate,
        render,
        cancelledReport('evaluate', 'stopped by a command'),
        cancelledReport('gate', 'the evaluation was stopped by a command'),
      ];
    case 'done':
    case 'fork-approval':
      return [validate, render, evaluate, gate];
  }
}

function commentOf(outcome: Outcome): Effect {
  const { now, phase, proofs, commentMode, spend, month } = outcome;
  // Without links it says the very words of `galley proof`.
  const text =
    phase === 'nothing' ? '' : formatComment(proofs, spend === undefined ? {} : { spend });
  return commentEffect(now, {
    head: now.head,
    text,
    mode: commentMode,
    ...(month && { month }),
  });
}

function linksOf({ webUrl, now }: Outcome) {
  const pull = `${webUrl}/pull/${now.number}`;
  return { annotations: `${pull}/files`, diff: `${pull}/checks`, cases: `${pull}/checks` };
}
