import type { Proof } from '@galley/engine/proof';
import { formatComment, proofFormats } from '@galley/engine/report';
import type { EventPullRequest } from '../event/read-event.ts';
import { postComment } from '../github/post-comment.ts';
import type { Step } from './step.ts';

/** The runner takes 1 MiB for a step's summary; some is left for what others of the step add. */
const summaryLimits = { characters: 900_000, bytes: 900_000 };

/** Shows the proofs on the job's page, at the lines of the files, and on the pull request. */
export async function publishProofs(step: Step, proofs: readonly Proof[]): Promise<void> {
  const { runner, reports, event } = step;
  runner.annotate(proofFormats.github?.format(proofs) ?? '');
  const text = formatComment(proofs);
  const where = await comment(step, text);
  if (event.pullRequest !== undefined) {
    const posting = { v: 1, head: event.pullRequest.head, project: step.inputs.workingDirectory };
    reports.write('posting.json', `${JSON.stringify(posting)}\n`);
  }
  const summary = formatComment(proofs, { limits: summaryLimits });
  const shown = summary === '' ? 'Galley: nothing that Galley reads changed.\n' : summary;
  await runner.summarize(where === undefined ? shown : `${shown}\n> ${where}\n`);
}

/** Posts the comment; why there is none, in a sentence, where one was wanted. */
async function comment(step: Step, text: string): Promise<string | undefined> {
  const { inputs, event, runner } = step;
  if (event.pullRequest === undefined || inputs.command !== 'proof') return undefined;
  if (inputs.comment === 'none') return undefined;
  const reason = await post(step, event.pullRequest, { text, mode: inputs.comment });
  if (reason === undefined) return undefined;
  const sentence = `No comment was posted, because ${reason}. The report is in this summary and in the folder of the output report-path.`;
  runner.notice(sentence);
  return sentence;
}

/** Why nothing was posted; `undefined` when all is well. */
async function post(
  { runner, inputs, event, client, secrets }: Step,
  pullRequest: EventPullRequest,
  { text, mode }: { readonly text: string; readonly mode: 'update' | 'hide-and-new' },
): Promise<string | undefined> {
  if (pullRequest.isFork) {
    return 'a pull request from a fork has a token that only reads, and is replayed without secrets';
  }
  if (client === undefined || inputs.token === undefined) return 'there is no github-token';
  const posted = await postComment(client, text, {
    ...{ owner: event.owner, repo: event.repo, token: inputs.token, mode },
    ...{ pullRequest: pullRequest.number, head: pullRequest.head },
    project: inputs.workingDirectory,
    clock: runner.clock,
    secrets,
  });
  if (typeof posted === 'object') return posted.refused;
  runner.note(`comment: ${posted}`);
  return undefined;
}
