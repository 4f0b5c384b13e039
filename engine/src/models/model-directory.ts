import { GalleyError } from '../errors/galley-error.ts';
import type { ModelAlias, Project, ProviderDeclaration } from '../library/project.ts';
import { nearestName } from '../matching/nearest.ts';
import type { LaneLimits } from './lane.ts';
import { priceListOf } from './price-list.ts';
import type { ProviderContext } from './providers/context.ts';
import type { Provider } from './providers/contract.ts';
import { createProvider } from './providers/registry.ts';
import type { PriceList } from './rate-card.ts';

/** An alias with everything it stands for. */
export interface ListedModel {
  readonly alias: ModelAlias;
  readonly declaration: ProviderDeclaration;
  readonly provider: Provider;
  readonly limits: LaneLimits;
}

/** The aliases of one project, resolved when first asked for and kept. */
export interface ModelDirectory {
  /** @throws GalleyError `model-unknown`, `project-invalid` for a broken scripted file */
  find(alias: string): ListedModel;
  /** What a model charges now; `undefined` when that is unknown. */
  prices(model: ListedModel): Promise<PriceList | undefined>;
}

/** A directory over a project's `models` and `providers`. */
export function createModelDirectory(project: Project, context: ProviderContext): ModelDirectory {
  const providers = new Map<string, Provider>();
  const models = new Map<string, ListedModel>();
  const prices = new Map<string, Promise<PriceList | undefined>>();

  function resolve(alias: string): ListedModel {
    const model = project.models.get(alias);
    if (!model) throw unknownModel(alias, project);
    const declaration = project.providers.get(model.provider);
    if (!declaration) throw unknownProvider(model);
    const provider = providers.get(declaration.name) ?? createProvider(declaration, context);
    providers.set(declaration.name, provider);
    return { alias: model, declaration, provider, limits: limitsOf(declaration) };
  }

  return {
    find(alias) {
      const known = models.get(alias) ?? resolve(alias);
      models.set(alias, known);
      return known;
    },
    async prices(model) {
      const { alias } = model.alias;
      const known =
        prices.get(alias) ?? priceListOf(model.alias, model.provider, context.clock.now());
      prices.set(alias, known);
      return await known;
    },
  };
}

function limitsOf(declaration: ProviderDeclaration): LaneLimits {
  if (declaration.type === 'scripted') return {};
  const { requestsPerMinute, tokensPerMinute, concurrency } = declaration;
  return { requestsPerMinute, tokensPerMinute, concurrency };
}

function unknownModel(alias: string, project: Project): GalleyError {
  const known = [...project.models.keys()];
  const meant = nearestName(alias, known);
  const hint =
    known.length === 0
      ? 'Declare it under `models` in galley.yaml.'
      : `${meant ? `Did you mean ${meant}? ` : ''}Declared: ${known.slice(0, 20).join(', ')}.`;
  return new GalleyError('model-unknown', `no model has the alias ${JSON.stringify(alias)}`, {
    data: { alias, known },
    hint,
  });
}

function unknownProvider({ alias, provider }: ModelAlias): GalleyError {
  return new GalleyError(
    'model-unknown',
    `the alias ${alias} names the provider ${JSON.stringify(provider)}, which is not declared`,
    { data: { alias, provider }, hint: 'Declare it under `providers` in galley.yaml.' },
  );
}
