import { GalleyError } from '../../errors/galley-error.ts';
import type { ProviderDeclaration } from '../../library/project.ts';
import { createAnthropic } from './anthropic/anthropic.ts';
import type { ProviderContext } from './context.ts';
import type { Provider } from './contract.ts';
import { createGoogle } from './google/google.ts';
import { createHttp } from './http/http.ts';
import { createAzureOpenAi } from './openai/azure-openai.ts';
import { createGroq } from './openai/groq.ts';
import { createOpenAi } from './openai/openai.ts';
import { createOpenAiCompatible } from './openai/openai-compatible.ts';
import { createScripted } from './scripted/scripted.ts';

type ProviderType = ProviderDeclaration['type'];
type DeclarationOf<Type extends ProviderType> = Extract<ProviderDeclaration, { type: Type }>;

/** Every provider type galley.yaml can name, with what makes it. */
export const providerTypes: {
  readonly [Type in ProviderType]: (
    declaration: DeclarationOf<Type>,
    context: ProviderContext,
  ) => Provider;
} = {
  scripted: createFromScript,
  openai: createOpenAi,
  'azure-openai': createAzureOpenAi,
  groq: createGroq,
  anthropic: createAnthropic,
  google: createGoogle,
  'openai-compatible': createOpenAiCompatible,
  http: createHttp,
};

/**
 * The provider that a declaration names; nothing is read, resolved or sent before its first call.
 * @throws GalleyError `project-invalid` for a scripted file that is missing or is no script
 */
export function createProvider<Type extends ProviderType>(
  declaration: DeclarationOf<Type> & { readonly type: Type },
  context: ProviderContext,
): Provider {
  return providerTypes[declaration.type](declaration, context);
}

function createFromScript(
  declaration: DeclarationOf<'scripted'>,
  context: ProviderContext,
): Provider {
  if (declaration.echo) return createScripted({ echo: true });
  const file = declaration.file ?? '';
  const text = context.scriptedFiles.get(file);
  if (text !== undefined) return createScripted({ file, text });
  throw new GalleyError(
    'project-invalid',
    `the scripted provider ${declaration.name} names ${JSON.stringify(file)}, which is not there`,
    { data: { provider: declaration.name, file }, hint: 'Add the file, or write `echo: true`.' },
  );
}
