import { GalleyError } from '../../errors/galley-error.ts';
import type { ProviderDeclaration } from '../../library/project.ts';
import type { ProviderContext } from './context.ts';
import type { Provider } from './contract.ts';
import { createOpenAiChat } from './openai-chat.ts';
import { createScripted } from './scripted/scripted.ts';

type ProviderType = ProviderDeclaration['type'];
type DeclarationOf<Type extends ProviderType> = Type extends 'scripted'
  ? Extract<ProviderDeclaration, { type: 'scripted' }>
  : Exclude<ProviderDeclaration, { type: 'scripted' }>;

/** Every provider type galley.yaml can name, with what makes it. */
export const providerTypes: {
  readonly [Type in ProviderType]: (
    declaration: DeclarationOf<Type>,
    context: ProviderContext,
  ) => Provider;
} = {
  scripted: createFromScript,
  openai: createOpenAiChat,
  'openai-compatible': createOpenAiChat,
};

/**
 * The provider that a declaration names; nothing is read, resolved or sent before its first call.
 * @throws GalleyError `project-invalid` for a scripted file that is missing or is no script
 */
export function createProvider(
  declaration: ProviderDeclaration,
  context: ProviderContext,
): Provider {
  return declaration.type === 'scripted'
    ? providerTypes.scripted(declaration, context)
    : providerTypes[declaration.type](declaration, context);
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
