import { GalleyError } from '../errors/galley-error.ts';
import type { PromptBody } from '../library/nodes.ts';
import type { Project } from '../library/project.ts';

/**
 * The alias that answers a prompt: the one asked for, else the prompt's own, else the project's only
 * one.
 * @throws GalleyError `model-unknown` when nothing names one and the project has none or several
 */
export function resolveAlias(
  project: Pick<Project, 'models'>,
  body: Pick<PromptBody, 'model'>,
  asked?: string,
): string {
  const named = asked ?? body.model.ref;
  if (named !== undefined) return named;
  const [only, ...others] = project.models.keys();
  if (only !== undefined && others.length === 0) return only;
  const hint =
    only === undefined
      ? 'Declare a model under `models` in galley.yaml.'
      : `Write \`model: {ref: ${only}}\` in the prompt, or give --model.`;
  throw new GalleyError('model-unknown', 'the prompt names no model', { hint });
}
