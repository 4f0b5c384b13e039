import type { ModelParameters } from '../../library/nodes.ts';
import type {
  ModelAlias,
  PricingOverride,
  Project,
  ProviderDeclaration,
} from '../../library/project.ts';
import type { Random } from '../../ports/random.ts';
import type { Secret, Secrets } from '../../ports/secrets.ts';

/** Secrets held in memory, with their hosts. */
export function secretsOf(held: Readonly<Record<string, Secret>> = {}): Secrets {
  const known = new Map(Object.entries(held));
  return {
    find: (name) => known.get(name),
    values: () => [...known.values()].map((secret) => secret.value),
    advice: 'Set it in the environment or in .env.',
  };
}

/** Always the same number, so that jitter is exact. */
export function constantRandom(value = 0.5): Random {
  return { next: () => value };
}

/** $0.75 in, $4.50 out per million tokens: 750 and 4,500 nano-dollars per token. */
export const supportPricing: PricingOverride = { inputPer1mUsd: '0.75', outputPer1mUsd: '4.5' };

/** A project with these providers and aliases, and every default. */
export function projectOf(options: {
  readonly providers: readonly ProviderDeclaration[];
  readonly models: readonly (Partial<ModelAlias> & Pick<ModelAlias, 'alias' | 'provider'>)[];
}): Project {
  const noParameters: ModelParameters = {};
  const aliases = options.models.map((model) => ({
    name: model.alias,
    parameters: noParameters,
    ...model,
  }));
  return {
    file: 'galley.yaml',
    name: undefined,
    providers: new Map(options.providers.map((provider) => [provider.name, provider])),
    models: new Map(aliases.map((model) => [model.alias, model])),
    allowedModels: undefined,
    budgets: { runNanoUsd: undefined, mode: 'strict' },
    permissions: {},
    comment: { mode: 'update', outputs: 'full' },
    history: {
      branch: 'galley/ledger',
      repository: undefined,
      retainMs: 0,
      storeOutputs: false,
    },
    gate: {
      mode: 'enforce',
      validate: 'error',
      evaluate: 'regression',
      suiteWeakened: 'error',
      versionBump: 'warn',
      notExecuted: undefined,
      costIncrease: undefined,
    },
    cache: { maxAgeMs: 30 * 24 * 3_600_000 },
    strictFolders: false,
    written: undefined,
  };
}
