import { GalleyError } from '../../../errors/galley-error.ts';
import type { GoogleProvider } from '../../../library/project.ts';
import type { ProviderContext } from '../context.ts';
import type { PricedAs, Provider, ProviderRequest } from '../contract.ts';
import { createSend, type Exchange } from '../create-send.ts';
import { ignoredInEmbedding } from '../ignored-in-embedding.ts';
import { shownAddress } from '../shown-address.ts';
import { trimSlashes } from '../trim-slashes.ts';
import { googleAnswer } from './google-answer.ts';
import { createGoogleAuthorizer, type GoogleAuthorizer } from './google-authorizer.ts';
import { googleEmbedding } from './google-embedding.ts';
import { googleEmbeddingRequest, googleRequest } from './google-request.ts';
import { meantGoogleResponse } from './meant-google-response.ts';

const geminiAddress = 'https://generativelanguage.googleapis.com';
/** Locations that are several regions; their hosts are named in another way. */
const multiRegions = new Set(['us', 'eu']);

/** Where a declaration's requests go. */
interface GooglePlace {
  readonly baseUrl: string;
  /** Path from the address to the models. */
  readonly pathToModels: string;
  /** Under which vendor the price table lists it; `undefined` away from Google's own address. */
  readonly pricedBy: 'google' | 'google-vertex' | undefined;
}

/**
 * Google's generateContent: the Gemini API with a key, or Vertex AI with a token. The SDK is loaded and
 * the credentials are read at the first call.
 */
export function createGoogle(declaration: GoogleProvider, context: ProviderContext): Provider {
  const place = placeOf(declaration);
  const tokens: GoogleAuthorizer[] = [];

  async function open(): Promise<Exchange> {
    const authorizer = createGoogleAuthorizer(declaration, place.baseUrl, context);
    tokens.push(authorizer);
    const { createPostToGoogle } = await import('./google-client.ts');
    const isVertex = declaration.vertex !== undefined;
    const post = createPostToGoogle({ baseUrl: place.baseUrl, isVertex });
    return async (request, signal) => {
      const model = checkedModel(request.model, declaration.name);
      const authorized = await authorizer.authorize(signal);
      if ('refusal' in authorized) return authorized.refusal;
      const isEmbedding = request.task === 'embedding';
      const response = await post(
        {
          ...(isEmbedding ? googleEmbeddingRequest(request) : googleRequest(request)),
          operation: isEmbedding ? 'embed' : 'generate',
          model,
          // A full resource name says project and location itself.
          pathToModels: model.startsWith('projects/') ? 'v1' : place.pathToModels,
          keyHeader: authorized.header,
        },
        signal,
      );
      return meantGoogleResponse(response);
    };
  }

  const secrets = {
    ...context.secrets,
    values: () => [...context.secrets.values(), ...tokens.flatMap((it) => it.secretValues())],
  };
  return {
    type: declaration.type,
    isScripted: false,
    endpoint: `${shownAddress(place.baseUrl)}/${place.pathToModels}`,
    apiKind: 'generate-content',
    embeds: true,
    pricedAs: ({ model }) => pricedAs(place, model),
    ignoredParameters: (request) =>
      request.task === 'embedding' ? ignoredInEmbedding(request) : [],
    send: createSend(
      {
        open,
        read: (value, request) =>
          request.task === 'embedding'
            ? googleEmbedding(value, request)
            : googleAnswer(value, request),
      },
      { secrets, clock: context.clock, timeoutMs: declaration.timeoutMs },
    ),
  };
}

function placeOf({ baseUrl, vertex }: GoogleProvider): GooglePlace {
  const given = baseUrl === undefined ? undefined : trimSlashes(baseUrl);
  if (!vertex) {
    return {
      baseUrl: given ?? geminiAddress,
      pathToModels: 'v1beta',
      pricedBy: given === undefined || given === geminiAddress ? 'google' : undefined,
    };
  }
  const own = vertexAddress(vertex.location);
  return {
    baseUrl: given ?? own,
    pathToModels: `v1/projects/${vertex.project}/locations/${vertex.location}`,
    pricedBy: given === undefined || given === own ? 'google-vertex' : undefined,
  };
}

function vertexAddress(location: string): string {
  if (location === 'global') return 'https://aiplatform.googleapis.com';
  if (multiRegions.has(location)) return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

/** Other publishers' models and tuned ones have prices of their own. */
function pricedAs({ pricedBy }: GooglePlace, model: string): PricedAs | undefined {
  const name = model.replace(/^(?:publishers\/google\/)?models\/|^google\//, '');
  return pricedBy === undefined || name.includes('/')
    ? undefined
    : { providerId: pricedBy, model: name };
}

/** The name becomes part of a path. @throws GalleyError `project-invalid` */
function checkedModel(model: ProviderRequest['model'], provider: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._@:/-]*$/.test(model) && !/\.\.|\/\//.test(model)) return model;
  throw new GalleyError(
    'project-invalid',
    `${JSON.stringify(model.slice(0, 100))} is no model of the provider ${provider}`,
    {
      data: { provider, model: model.slice(0, 100) },
      hint: 'Write the name as Google does, such as `gemini-2.5-flash`.',
    },
  );
}
