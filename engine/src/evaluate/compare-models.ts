import { GalleyError } from '../errors/galley-error.ts';
import type { Case, Prompt, Sound } from '../library/nodes.ts';
import type { Answered } from '../models/answer.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import { readOutput } from '../run/read-output.ts';
import { type PromptRun, preparePromptCall, type RunPromptOptions } from '../run/run-prompt.ts';
import { inOrder } from './in-order.ts';

/** What one model made of one case, or why it made nothing. */
export type ModelAnswer = {
  /** The alias. */
  readonly model: string;
} & (
  | {
      readonly kind: 'answered';
      readonly run: PromptRun & { readonly asked: Answered & { readonly requestKey: string } };
    }
  | ModelFailure
);

/** Why there is no answer; the other models are not concerned. */
export interface ModelFailure {
  readonly kind: 'failed';
  /** A refusal's code, `provider-failed`, or `not-executed` where the mode forbids a call. */
  readonly code: string;
  /** One sentence without a final period. */
  readonly message: string;
  readonly hint: string | undefined;
}

/** One case with the answers of all models, in the order the models were given. */
export interface CaseAnswers {
  readonly caseId: string;
  readonly answers: readonly ModelAnswer[];
}

export interface CompareModelsOptions
  extends Pick<RunPromptOptions, 'library' | 'variant' | 'parameters' | 'signal'> {
  readonly models: readonly string[];
  readonly cases: readonly Pick<Case, 'id' | 'inputs' | 'history'>[];
  /** A desk for each model: a vendor that refuses one must not stop the others. */
  readonly deskOf: (model: string) => ModelDesk;
  /** Names of the only providers that may see the cases; absent is any. */
  readonly allowedProviders?: readonly string[];
  /** Calls under way at once, at least 1. */
  readonly concurrency: number;
}

/**
 * Asks several models the same, side by side, and yields case by case. Whatever one model's call
 * fails with is its answer; only an interruption ends all.
 * @throws GalleyError `interrupted`, and what rendering the inputs throws
 */
export async function* compareModels(
  prompt: Sound<Prompt>,
  options: CompareModelsOptions,
): AsyncGenerator<CaseAnswers, void, undefined> {
  const { models, cases, concurrency, signal } = options;
  const tasks = cases.flatMap((item) => models.map((model) => ({ item, model })));
  const answers = inOrder(
    tasks.values(),
    async ({ item, model }) => askOne(prompt, item, { ...options, model }),
    { concurrency, window: concurrency * 4, signal },
  );
  let row: ModelAnswer[] = [];
  let at = 0;
  for await (const answer of answers) {
    row.push(answer);
    if (row.length < models.length) continue;
    yield { caseId: cases[at]?.id ?? '', answers: row };
    row = [];
    at += 1;
  }
  if (signal.aborted) throw interruption(signal.reason);
}

async function askOne(
  prompt: Sound<Prompt>,
  item: CompareModelsOptions['cases'][number],
  options: CompareModelsOptions & { readonly model: string },
): Promise<ModelAnswer> {
  const { model, deskOf, allowedProviders, signal } = options;
  const { call, rendered } = preparePromptCall(prompt, {
    ...options,
    inputs: item.inputs,
    ...(item.history && { history: item.history }),
    recording: { suite: prompt.id, caseId: item.id },
  });
  try {
    const ruled = allowedProviders ? { ...call, allowedProviders } : call;
    const asked = await deskOf(model).ask(ruled, signal);
    if (asked.kind === 'answered') {
      const parsed = readOutput(asked.answer.text, call.output.format);
      return { kind: 'answered', model, run: { rendered, alias: call.alias, asked, parsed } };
    }
    return asked.kind === 'error'
      ? failure(model, { code: 'provider-failed', message: asked.message })
      : failure(model, { code: 'not-executed', message: asked.reason });
  } catch (error) {
    if (signal.aborted) throw interruption(error);
    if (!(error instanceof GalleyError)) throw error;
    return failure(model, error);
  }
}

function failure(
  model: string,
  { code, message, hint }: { code: string; message: string; hint?: string | undefined },
): ModelAnswer {
  return { kind: 'failed', model, code, message, hint };
}

function interruption(cause: unknown): GalleyError {
  if (cause instanceof GalleyError) return cause;
  return new GalleyError('interrupted', 'the comparison was stopped before it was done', { cause });
}
