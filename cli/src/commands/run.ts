import { GalleyError } from '@galley/engine/errors';
import { createTally } from '@galley/engine/ledger';
import type { AskResult, ModelDescription } from '@galley/engine/models';
import { type PromptRun, preparePromptCall, runPrompt } from '@galley/engine/run';
import { formatDuration, plainText } from '@galley/engine/units';
import { addCommonOptions } from '../options/common-options.ts';
import { addCallOptions, type ModelOptions } from '../options/model-options.ts';
import { addPromptOptions, type PromptOptions } from '../options/prompt-options.ts';
import { formatMoney } from '../output/format-money.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { describeRun } from '../workspace/describe-run.ts';
import { noteCutOff } from '../workspace/note-cut-off.ts';
import { type Desks, flushCassettes, openDesks } from '../workspace/open-desks.ts';
import { openPrompt } from '../workspace/open-prompt.ts';
import { openTree } from '../workspace/open-workspace.ts';
import { readHistory } from '../workspace/read-history.ts';
import { readInputs } from '../workspace/read-inputs.ts';
import { writePromptRunRecord } from '../workspace/run-records.ts';
import type { CommandModule } from './contract.ts';

type RunSession = Session<PromptOptions & ModelOptions>;
type Answered = PromptRun & { readonly asked: Extract<AskResult, { kind: 'answered' }> };

/** `galley run`: one prompt, one answer. */
export const runCommand: CommandModule = {
  configure(command, door, finish) {
    addPromptOptions(command)
      .optionsGroup('Model calls:')
      .option(
        '--model <alias>',
        'use this model alias instead of the prompt’s own',
        (alias: string) => [alias],
      );
    addCallOptions(command, 'live', 'taken as by eval and proof; one call is one request');
    addCommonOptions(
      command,
      ['text', 'json'],
      'refuse a prompt that has or reaches a warning',
    ).addHelpText(
      'after',
      `
The answer goes to standard output; model, tokens and cost to standard error. A
key is sent only to hosts it is bound to: a vendor's own, or those in
GALLEY_SECRET_HOSTS.

Examples:
  galley run support/reply --input message="Where is my parcel?"
  galley run support/reply+short --inputs case.yaml --max-cost 0.05
  galley run support/reply --inputs case.yaml --model cheap-chat --format json
  galley run support/reply --inputs case.yaml --estimate`,
    );
    commandAction(command, door, finish, run);
  },
};

async function run(session: RunSession, operands: readonly string[]): Promise<number> {
  const { door, options } = session;
  const opened = await openPrompt(session, operands[0] ?? '', { isProjectRequired: true });
  const { library, prompt, variant, workspace, target } = opened;
  const desks = await openDesks(session, workspace, {
    mode: options.mode,
    policy: library.project,
    cassettes: { head: await openTree(workspace, options.at) },
  });
  const desk = desks.open(library.project, library.scriptedFiles);
  const history = await readHistory(door, options.messages);
  const model = options.model?.[0];
  const request = {
    library,
    inputs: await readInputs(door, options, prompt.inputs),
    recording: { suite: prompt.id, caseId: 'run' },
    ...(variant === undefined ? {} : { variant }),
    ...(history === undefined ? {} : { history }),
    ...(model === undefined ? {} : { model }),
  };
  if (options.estimate) {
    const estimate = await desk.estimate(preparePromptCall(prompt, request).call);
    const { formatCallEstimate } = await import('../output/format-estimate.ts');
    session.out.write(formatCallEstimate(estimate, target, options.format));
    return 0;
  }
  const startedAtMs = door.clock.now();
  const asking = runPrompt(prompt, { ...request, desk, signal: door.signal });
  const stopped = { command: 'run', startedAtMs, tally: createTally() };
  const made = await noteCutOff(session, desks, stopped, asking);
  await flushCassettes(session, desks);
  await writePromptRunRecord(session, desks, {
    target,
    alias: made.alias,
    asked: made.asked,
    startedAtMs,
  });
  const answered = requireAnswer(made);
  const description = desk.describe(made.alias);
  if (options.format === 'json') {
    session.out.write(`${toJson(describeRun(target, answered, description), 2)}\n`);
  } else {
    session.out.write(`${plainText(answerText(answered)).trimEnd()}\n`);
  }
  tell(session, answered, description, desks);
  return 0;
}

/** @throws GalleyError `provider-failed`; `usage` where the mode forbids a call */
function requireAnswer(made: PromptRun): Answered {
  const { asked } = made;
  if (asked.kind === 'answered') return { ...made, asked };
  if (asked.kind === 'error') {
    throw new GalleyError('provider-failed', asked.message, { isRetryable: true });
  }
  throw new GalleyError('usage', asked.reason, {
    hint: 'Use --mode auto to call the model where nothing is recorded.',
  });
}

function answerText({ asked: { answer } }: Answered): string {
  if (answer.text !== '' || answer.toolCalls.length === 0) return answer.text;
  return JSON.stringify(answer.toolCalls, undefined, 2);
}

const sourceNames = {
  called: '',
  cache: ', from the cache',
  cassette: ', recorded',
  'cassette-local': ', local recording',
  scripted: ', scripted',
} as const;

function tell(
  session: Session,
  { asked, parsed }: Answered,
  model: ModelDescription,
  desks: Desks,
) {
  desks.progress.clear();
  const { usage, latencyMs } = asked.answer;
  const tokens = `${usage.inputTokens ?? '?'} tokens in, ${usage.outputTokens ?? '?'} out`;
  session.note(
    `${model.alias} (${model.model}${sourceNames[asked.source]}): ${tokens}, ${formatMoney(asked)}, ${formatDuration(latencyMs)}`,
  );
  if (parsed?.jsonFault !== undefined) {
    session.note(`warning: the answer ${parsed.jsonFault}`);
  }
}
