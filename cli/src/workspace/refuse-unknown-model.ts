import { GalleyError } from '@galley/engine/errors';
import type { Project } from '@galley/engine/library';
import { nearestName } from '@galley/engine/matching';

/** @throws GalleyError `model-unknown` for the first alias that galley.yaml does not declare */
export function refuseUnknownModel({ models }: Project, aliases: readonly string[]): void {
  const alias = aliases.find((name) => !models.has(name));
  if (alias === undefined) return;
  const known = [...models.keys()];
  const near = nearestName(alias, known);
  throw new GalleyError('model-unknown', `galley.yaml declares no model alias ${alias}`, {
    data: { model: alias },
    hint: `${near === undefined ? '' : `Did you mean ${near}? `}Its aliases: ${known.join(', ') || 'none'}.`,
  });
}
