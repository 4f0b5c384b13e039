import type { Library } from '../library/library.ts';
import type { Project } from '../library/project.ts';

/**
 * How often a prompt is called a month on a model, as `usage` says; `undefined` where it does not say.
 * A variant and a model that the prompt does not name itself are not what production calls.
 */
export type ProductionCalls = (target: string, model: string) => number | undefined;

/** Reads `usage` of the policy for the prompts of one side. */
export function productionCalls(
  { usage }: Pick<Project, 'usage'>,
  { prompts }: Pick<Library, 'prompts'>,
): ProductionCalls {
  return (target, model) => {
    const ownModel = prompts.get(target)?.body.model.ref;
    return ownModel === undefined || ownModel === model ? usage?.get(target) : undefined;
  };
}
