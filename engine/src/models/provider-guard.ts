import { GalleyError } from '../errors/galley-error.ts';
import type { PreparedCall } from './prepare-call.ts';

/**
 * The last guard of a dataset's `data` rule, after the plan has left such calls out.
 * @throws GalleyError `data-not-allowed` when the call's provider may not see its messages
 */
export function throwIfNotAllowed({ call, model }: PreparedCall): void {
  const { allowedProviders } = call;
  const { name } = model.declaration;
  if (allowedProviders === undefined || allowedProviders.includes(name)) return;
  throw new GalleyError(
    'data-not-allowed',
    `the dataset does not let the provider ${name} see its cases, so ${model.alias.alias} is not asked`,
    {
      data: { provider: name, alias: model.alias.alias, allowed: allowedProviders },
      hint: 'Use a model of a provider that `data.providers` of the dataset names, or name this one there.',
    },
  );
}
