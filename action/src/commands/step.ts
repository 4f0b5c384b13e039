import { join, sep } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import type { EventSink, Secrets } from '@galley/engine/ports';
import { type RunEvent, readEvent } from '../event/read-event.ts';
import { type FetchedChange, fetchChange } from '../git/fetch-change.ts';
import { findMergeBaseOn } from '../github/find-merge-base.ts';
import { type Client, openClient } from '../github/open-client.ts';
import { jobSecrets } from '../models/job-secrets.ts';
import { openReportFolder, type ReportFolder } from '../reports/report-folder.ts';
import type { Inputs } from '../runner/read-inputs.ts';
import type { Runner } from '../runner/runner.ts';

/** One step at work: its inputs, its event, and where its reports go. */
export interface Step {
  readonly runner: Runner;
  readonly inputs: Inputs;
  readonly event: RunEvent;
  readonly reports: ReportFolder;
  readonly secrets: Secrets;
  /** `undefined` without a token. */
  readonly client: Client | undefined;
  readonly emit: EventSink;
}

/** What a command came to. */
export interface StepOutcome {
  readonly verdict: 'passed' | 'warned' | 'failed' | 'nothing';
  /** 0 to 4, as the command line's. */
  readonly exitCode: number;
  /** True when something could not be judged: cases that an open gate lacks, or all of them. */
  readonly isBroken: boolean;
  /** `undefined` where a price is unknown. */
  readonly costNanoUsd: number | undefined;
}

/** @throws GalleyError `usage` */
export function openStep(runner: Runner, inputs: Inputs): Step {
  return {
    runner,
    inputs,
    event: readEvent(runner),
    reports: openReportFolder(runner),
    secrets: jobSecrets(runner, inputs.token),
    client: inputs.token === undefined ? undefined : openClient(inputs.token),
    emit: (event) => {
      if (event.type === 'note') runner.note(event.message);
    },
  };
}

/** Absolute path of the checkout. @throws GalleyError `usage` */
export function workspaceOf({ environment }: Pick<Runner, 'environment'>): string {
  const { GITHUB_WORKSPACE } = environment;
  if (GITHUB_WORKSPACE) return GITHUB_WORKSPACE.replace(new RegExp(`\\${sep}+$`), '');
  throw new GalleyError('usage', 'GITHUB_WORKSPACE is not set');
}

/**
 * Brings the commits of the change into the checkout.
 * @param base what to compare with where no input names it; default what the event says
 */
export function fetchStepChange(
  { runner, inputs, event, client }: Step,
  base: string | undefined = event.base,
): Promise<FetchedChange> {
  const { environment } = runner;
  const { owner, repo } = event;
  const server = environment.GITHUB_SERVER_URL || 'https://github.com';
  const checkout = {
    folder: workspaceOf(runner),
    environment,
    url: `${server.replace(/\/+$/, '')}/${owner}/${repo}`,
    token: inputs.token,
  };
  const wanted = { head: event.head, base: inputs.base ?? base };
  return fetchChange(checkout, wanted, findMergeBaseOn(client, { owner, repo }));
}

/** A folder of the checkout. */
export function folderOf(runner: Pick<Runner, 'environment'>, relative: string): string {
  return join(workspaceOf(runner), ...relative.split('/'));
}
