import { GalleyError } from '../errors/galley-error.ts';
import type { ListedModel } from './model-directory.ts';

/**
 * The one refusal that a 401, 403 or 404 ends a run with: which alias, provider and address, what the
 * vendor said, and where to look. The message must hold no secret any more.
 */
export function providerRefusal(
  { alias, declaration, provider }: ListedModel,
  failure: { readonly status: number | undefined; readonly message: string },
): GalleyError {
  return new GalleyError(
    'provider-refused',
    `the provider ${declaration.name} (${provider.endpoint}) refused ${alias.name} (model alias ${alias.alias}): ${failure.message}`,
    {
      data: { provider: declaration.name, alias: alias.alias, status: failure.status },
      hint: hintFor(failure.status, keyName(declaration)),
    },
  );
}

function hintFor(status: number | undefined, key: string): string {
  switch (status) {
    case 401:
      return `Check the key in ${key}: it is wrong, revoked, or of another account.`;
    case 403:
      return `The key in ${key} may not use this model, or not from here.`;
    default:
      return 'Check the model name under `models` and the `base_url` of its provider in galley.yaml.';
  }
}

/** Where a key is read from when galley.yaml names no secret. */
const vendorKeys: Partial<Record<ListedModel['declaration']['type'], string>> = {
  openai: 'OPENAI_API_KEY',
  'azure-openai': 'AZURE_OPENAI_API_KEY',
  groq: 'GROQ_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
};

function keyName(declaration: ListedModel['declaration']): string {
  const written = declaration.type === 'scripted' ? undefined : declaration.keySecret;
  return written ?? vendorKeys[declaration.type] ?? "the provider's `key`";
}
