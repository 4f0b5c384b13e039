import { maskValue } from '../../models/mask-secrets.ts';
import type { CheckRun, CheckRunFields, GitHubClient } from '../github-client.ts';
import { isUncertain } from '../is-uncertain.ts';
import type { PublishPorts } from '../publish-ports.ts';
import { readAllPages } from '../read-all-pages.ts';
import type { PublishTarget } from '../target.ts';
import { writeOnce } from '../write-once.ts';
import { checkNames } from './check-names.ts';
import type { CheckReport } from './check-report.ts';

export interface PublishCheckOptions extends PublishPorts {
  /** From 1; a new one makes a new check run, for when the same commit is proofed anew. */
  readonly attempt: number;
  /** Where "Details" leads. */
  readonly detailsUrl?: string;
}

/** What became of the check run. */
export interface CheckOutcome {
  readonly what: 'created' | 'updated' | 'unchanged';
  readonly id: number;
}

const annotationsPerRequest = 50;
const mostAttempts = 3;
const settleMs = 1_000;

/**
 * Brings one check run of the target's commit to show a report: looked for by its `external_id` before
 * it is created, changed in place, left alone when it shows this already. Annotations go 50 at a time
 * and are only ever added by GitHub, so each is sent once: a call after a failure goes on where the run's
 * own count stands. The annotations of one attempt are therefore always the same ones.
 * A run that is completed is not opened again.
 * @throws whatever the client rejects with; after an uncertain failure only when looking did not help
 */
export async function publishCheck(
  client: GitHubClient,
  target: PublishTarget,
  report: CheckReport,
  options: PublishCheckOptions,
): Promise<CheckOutcome> {
  const masked = maskValue(report, options.secrets);
  const publishing: Publishing = { client, target, report: masked, options };
  const before = await findRun(publishing);
  if (before?.status === 'completed' && report.status !== 'completed') {
    return { what: 'unchanged', id: before.id };
  }
  if (before !== undefined && isShown(before, publishing)) {
    return { what: 'unchanged', id: before.id };
  }
  let run =
    before === undefined ? await createRun(publishing) : await updateRun(before, publishing);
  for (let sent = -1; isMoreToSend(run, publishing) && run.output.annotations_count > sent; ) {
    sent = run.output.annotations_count;
    run = await updateRun(run, publishing);
  }
  return { what: before === undefined ? 'created' : 'updated', id: run.id };
}

interface Publishing {
  readonly client: GitHubClient;
  readonly target: PublishTarget;
  readonly report: CheckReport;
  readonly options: PublishCheckOptions;
}

async function findRun({ client, target, report, options }: Publishing) {
  const { owner, repo, head, self } = target;
  const runs = await readAllPages(async (page) => {
    const check_name = checkNames[report.check];
    const at = { owner, repo, ref: head, check_name, filter: 'all' as const, ...page };
    return (await client.rest.checks.listForRef(at)).data.check_runs;
  });
  const key = externalId(target, report, options);
  return (
    runs
      .filter(({ app }) => self.appId === undefined || app?.id === self.appId)
      .sort((a, b) => b.id - a.id)
      // Of two that two processes made at once, the newest: it is the one that rules look at.
      .find(({ external_id }) => external_id === key)
  );
}

async function createRun(publishing: Publishing): Promise<CheckRun> {
  const { client, target, options } = publishing;
  const { owner, repo, head: head_sha } = target;
  return await writeOnce(
    {
      find: () => findRun(publishing),
      async create() {
        const fields = fieldsFrom(publishing, 0);
        return (await client.rest.checks.create({ owner, repo, head_sha, ...fields })).data;
      },
    },
    options,
  );
}

/** Sends everything with the next annotations; after an uncertain failure, with those still missing. */
async function updateRun(before: CheckRun, publishing: Publishing): Promise<CheckRun> {
  const { client, target, options } = publishing;
  const { owner, repo } = target;
  let run = before;
  for (let attempt = 1; ; attempt += 1) {
    const fields = fieldsFrom(publishing, run.output.annotations_count);
    try {
      const at = { owner, repo, check_run_id: run.id, ...fields };
      return (await client.rest.checks.update(at)).data;
    } catch (error) {
      if (!isUncertain(error) || attempt >= mostAttempts) throw error;
      await options.clock.sleep(settleMs * attempt);
      run = (await findRun(publishing)) ?? run;
      if (isShown(run, publishing)) return run;
    }
  }
}

/** @param sent how many annotations the run holds already */
function fieldsFrom({ target, report, options }: Publishing, sent: number): CheckRunFields {
  const { title, summary, text, status, conclusion } = report;
  const annotations = report.annotations.slice(sent, sent + annotationsPerRequest);
  return {
    name: checkNames[report.check],
    external_id: externalId(target, report, options),
    status,
    ...(conclusion !== undefined && { conclusion }),
    ...(options.detailsUrl !== undefined && { details_url: options.detailsUrl }),
    output: {
      title,
      summary,
      ...(text !== undefined && { text }),
      ...(annotations.length > 0 && { annotations }),
    },
    actions: report.actions.map(({ label, description, identifier }) => ({
      label,
      description,
      identifier,
    })),
  };
}

function isShown({ status, conclusion, output }: CheckRun, { report }: Publishing): boolean {
  return (
    status === report.status &&
    (conclusion ?? undefined) === report.conclusion &&
    output.title === report.title &&
    (output.summary ?? '').trim() === report.summary.trim() &&
    (output.text ?? '').trim() === (report.text ?? '').trim() &&
    output.annotations_count >= report.annotations.length
  );
}

function isMoreToSend({ output }: CheckRun, { report }: Publishing): boolean {
  return output.annotations_count < report.annotations.length;
}

function externalId(
  { owner, repo, pullRequest, head, instance }: PublishTarget,
  { check }: CheckReport,
  { attempt }: PublishCheckOptions,
): string {
  const name = instance === 'default' ? check : `${check}@${instance}`;
  return `${owner}/${repo}:${pullRequest}:${name}:${head}:${attempt}`;
}
