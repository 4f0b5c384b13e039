import type { Library } from '../library/library.ts';
import type { ChatMessage, JsonValue, ModelParameters, Prompt, Sound } from '../library/nodes.ts';
import type { Mode } from '../models/answer.ts';
import type { AskResult, ModelCall, ModelDesk } from '../models/model-desk.ts';
import type { Renderer } from '../render/create-renderer.ts';
import { bodyOf, type RenderedPrompt, renderPrompt } from '../render/render-prompt.ts';
import { type AnswerOutput, readOutput } from './read-output.ts';
import { resolveAlias } from './resolve-alias.ts';

/** One run of one prompt: what was sent, what came back, and what it cost. */
export interface PromptRun {
  readonly rendered: RenderedPrompt;
  readonly alias: string;
  readonly asked: AskResult;
  /** The answer under the prompt's `output`; `undefined` without an answer. */
  readonly parsed: AnswerOutput | undefined;
}

export interface RunPromptOptions {
  readonly library: Pick<Library, 'parts' | 'project'>;
  readonly desk: ModelDesk;
  readonly variant?: string;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  readonly history?: readonly ChatMessage[];
  /** Alias instead of the prompt's own. */
  readonly model?: string;
  /** Layers over the prompt's parameters, weakest first: suite, flag. */
  readonly parameters?: readonly (ModelParameters | undefined)[];
  /** 0-based draw; default 0. */
  readonly repeat?: number;
  readonly recording?: ModelCall['recording'];
  readonly mode?: Mode;
  readonly renderer?: Renderer;
  readonly signal: AbortSignal;
}

/**
 * Renders a prompt, asks its model, and reads the answer as the prompt declares it. The desk counts
 * the money and keeps recordings; a provider's failure is in `asked`.
 * @throws GalleyError what {@link renderPrompt} and {@link ModelDesk.ask} throw
 */
export async function runPrompt(
  prompt: Sound<Prompt>,
  options: RunPromptOptions,
): Promise<PromptRun> {
  const { call, rendered } = preparePromptCall(prompt, options);
  const asked = await options.desk.ask(call, options.signal);
  const parsed =
    asked.kind === 'answered' ? readOutput(asked.answer.text, call.output.format) : undefined;
  return { rendered, alias: call.alias, asked, parsed };
}

/**
 * The call that {@link runPrompt} would make, without making it: for `estimate` and for plans.
 * @throws GalleyError what {@link renderPrompt} throws, and `model-unknown`
 */
export function preparePromptCall(
  prompt: Sound<Prompt>,
  options: Omit<RunPromptOptions, 'desk' | 'signal'>,
): { readonly call: ModelCall; readonly rendered: RenderedPrompt } {
  const body = bodyOf(prompt, options.variant);
  const rendered = renderPrompt(options.library, prompt, options);
  const call: ModelCall = {
    alias: resolveAlias(options.library.project, body, options.model),
    parameters: [body.model.parameters, ...(options.parameters ?? [])],
    messages: rendered.messages,
    tools: prompt.tools,
    output: body.output,
    repeat: options.repeat ?? 0,
    ...(options.recording && { recording: options.recording }),
    ...(options.mode && { mode: options.mode }),
  };
  return { call, rendered };
}
