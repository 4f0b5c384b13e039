import { GalleyError } from '../errors/galley-error.ts';
import { coerceInputs } from '../library/coerce-inputs.ts';
import type { Library } from '../library/library.ts';
import type { ChatMessage, JsonValue, Prompt, PromptBody, Sound } from '../library/nodes.ts';
import { nearestName } from '../matching/nearest.ts';
import { createRenderer, type Renderer } from './create-renderer.ts';
import { locateFault } from './locate-fault.ts';

/** A prompt as it would be sent. */
export interface RenderedPrompt {
  readonly messages: readonly ChatMessage[];
  /** Every declared input with the value that was used: coerced, defaults filled in. */
  readonly inputsUsed: Readonly<Record<string, JsonValue>>;
}

/** Renders one prompt again and again. */
export type RenderInputs = (
  inputs: Readonly<Record<string, JsonValue>>,
  history?: readonly ChatMessage[],
) => RenderedPrompt;

/** What rendering needs of a library. */
export type PartsOf = Pick<Library, 'parts'>;

/**
 * A prompt rendered with inputs, by Dakora's coercion and Jinja2's rules. Values are data: no input is
 * ever rendered as a template.
 * @param options.variant one of the prompt's variants; absent: the prompt itself
 * @param options.history stands where the prompt has its placeholder, as it is
 * @param options.renderer share one to parse each template once
 * @throws GalleyError `input-invalid` with every fault in `data.faults`, `document-missing` for an
 * unknown variant, `template-runtime`, `template-limit` or `template-syntax` with the place in the
 * YAML file
 */
export function renderPrompt(
  library: PartsOf,
  prompt: Sound<Prompt>,
  options: {
    readonly variant?: string | undefined;
    readonly inputs: Readonly<Record<string, JsonValue>>;
    readonly history?: readonly ChatMessage[] | undefined;
    readonly renderer?: Renderer | undefined;
  },
): RenderedPrompt {
  return createPromptRenderer(library, prompt, options)(options.inputs, options.history);
}

/**
 * {@link renderPrompt} for many cases: the variant is looked up and every template parsed once.
 * @throws GalleyError `document-missing` for an unknown variant
 */
export function createPromptRenderer(
  library: PartsOf,
  prompt: Sound<Prompt>,
  options: {
    readonly variant?: string | undefined;
    readonly renderer?: Renderer | undefined;
  } = {},
): RenderInputs {
  const body = bodyOf(prompt, options.variant);
  const renderer = options.renderer ?? createRenderer();
  const templates = (id: string) => {
    const part = library.parts.get(id);
    return part && { source: part.text.source, dialect: part.text.dialect, file: part.text.file };
  };
  return (inputs, history = []) => {
    const values = coercedInputs(prompt, inputs);
    const messages = body.messages.flatMap((message) => {
      if ('placeholder' in message) return history;
      const { role, text } = message;
      try {
        const rendering = { dialect: text.dialect, name: text.file, templates };
        return [{ role, content: renderer.render(text.source, values, rendering) }];
      } catch (error) {
        throw locateFault(error, text, library);
      }
    });
    return { messages, inputsUsed: values };
  };
}

/**
 * What a prompt, or one of its variants, says to a model.
 * @throws GalleyError `document-missing` for an unknown variant
 */
export function bodyOf(prompt: Prompt, variant: string | undefined): PromptBody {
  if (variant === undefined) return prompt.body;
  const body = prompt.variants.get(variant);
  if (body) return body;
  const names = [...prompt.variants.keys()];
  const meant = nearestName(variant, names);
  throw new GalleyError(
    'document-missing',
    `${prompt.id} has no variant ${JSON.stringify(variant)}`,
    {
      data: { prompt: prompt.id, variant },
      hint: meant
        ? `Did you mean ${prompt.id}+${meant}?`
        : names.length > 0
          ? `Its variants: ${names.join(', ')}.`
          : 'It has no variants.',
    },
  );
}

/** Faults that a refusal's text names; `data.faults` has them all. */
const mostListedFaults = 10;

function coercedInputs(
  prompt: Prompt,
  inputs: Readonly<Record<string, JsonValue>>,
): Readonly<Record<string, JsonValue>> {
  const { values, faults } = coerceInputs(prompt.inputs, inputs);
  if (values) return values;
  const listed = faults.slice(0, mostListedFaults);
  const reasons = listed.map(({ input, kind, message }) =>
    kind === 'undeclared' || kind === 'missing' ? message : `the input \`${input}\`: ${message}`,
  );
  if (faults.length > listed.length) reasons.push(`${faults.length - listed.length} more`);
  const hints = [...new Set(listed.map(({ hint }) => hint).filter((hint) => hint !== undefined))];
  throw new GalleyError('input-invalid', `${prompt.id}: ${reasons.join('; ')}`, {
    data: { prompt: prompt.id, faults },
    ...(hints.length > 0 && { hint: hints.join('; ') }),
  });
}
