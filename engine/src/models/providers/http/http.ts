import { GalleyError } from '../../../errors/galley-error.ts';
import type { JsonValue } from '../../../library/nodes.ts';
import type { HttpProvider } from '../../../library/project.ts';
import { hashValue } from '../../../units/content-hash.ts';
import { secretFor } from '../../secret-binding.ts';
import type { ProviderContext } from '../context.ts';
import type { Provider, ProviderRequest } from '../contract.ts';
import { createSend, type Exchange } from '../create-send.ts';
import { headerText } from '../header-text.ts';
import { keyFor } from '../key-for.ts';
import { createPost } from '../post-request.ts';
import { shownAddress } from '../shown-address.ts';
import { fillBody } from './fill-body.ts';
import { httpAnswer } from './http-answer.ts';
import { httpScope } from './http-scope.ts';
import { unnamedParameters } from './unnamed-parameters.ts';

/** A team's own endpoint: one POST whose body galley.yaml writes and whose answer it finds by paths. */
export function createHttp(declaration: HttpProvider, context: ProviderContext): Provider {
  const hash = declarationHashOf(declaration);

  async function open(): Promise<Exchange> {
    const headers = headersOf(declaration, context);
    const post = createPost();
    return (request, signal) =>
      post(declaration.url, { headers, body: bodyFor(request, declaration), signal });
  }

  return {
    type: 'http',
    isScripted: false,
    endpoint: shownAddress(declaration.url),
    apiKind: 'http',
    declaredFor: () => hash,
    embeds: declaration.embedding !== undefined,
    ignoredParameters: (request) =>
      unnamedParameters(bodyOf(declaration, request), request.parameters),
    send: createSend(
      {
        open,
        read: (value, request, body) => httpAnswer(value, { declaration, request, body }),
        takesText: declaration.output === undefined,
      },
      { ...context, timeoutMs: declaration.timeoutMs },
    ),
  };
}

/** Every secret is bound to the host like a key, whichever header carries it. */
function headersOf(
  declaration: HttpProvider,
  context: ProviderContext,
): Readonly<Record<string, string>> {
  const key = keyFor(declaration, declaration.url, { context });
  const provider = declaration.name;
  const given = declaration.headers.map(([name, value]) => {
    if (typeof value === 'string') return [name, value];
    const { secret } = value;
    const found = secretFor(secret, new URL(declaration.url), { ...context, provider });
    return [name, headerText(found, { secret, provider })];
  });
  return {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'galley',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...Object.fromEntries(given),
  };
}

function bodyFor(request: ProviderRequest, declaration: HttpProvider): string {
  const { name } = declaration;
  const { value, fault } = fillBody(bodyOf(declaration, request), httpScope(request));
  if (fault === undefined) return JSON.stringify(value ?? null);
  throw new GalleyError('project-invalid', `the body of the provider ${name}: ${fault}`, {
    data: { provider: name },
    hint: 'An expression that may have no value stands alone: its key is then left out.',
  });
}

function bodyOf({ name, body, embedding }: HttpProvider, { task }: ProviderRequest): JsonValue {
  if (task !== 'embedding') return body;
  if (!embedding) throw new TypeError(`the provider ${name} declares no embedding`);
  return embedding.body;
}

/** Names of secrets do not decide an answer, nor do limits. */
function declarationHashOf({ headers, body, output, embedding, finishReason }: HttpProvider) {
  return hashValue({
    headers: headers.map(([name, value]) => [name, typeof value === 'string' ? value : null]),
    body,
    output: output?.text ?? null,
    finishReason: finishReason?.text ?? null,
    embedding: embedding ? [embedding.body, embedding.output.text] : null,
  });
}
