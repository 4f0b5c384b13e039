import { isPlainObject } from '../../../units/own-value.ts';
import type { WireDialect } from '../wire-dialect.ts';
import { geminiDialect, generatedContent } from './gemini.ts';

const place = '/v1/projects/acme-support/locations/europe-west1/publishers/google/models';

/** Google's generateContent at Vertex AI, with an access token. */
export const vertexDialect: WireDialect = {
  ...geminiDialect,
  name: 'google-vertex',
  declare: (origin, options) =>
    ({
      ...geminiDialect.declare(origin, options),
      type: 'google',
      vertex: { project: 'acme-support', location: 'europe-west1' },
    }) as ReturnType<WireDialect['declare']>,
  path: `${place}/gemini-2.5-flash:generateContent`,
  keyHeader: (key) => ['authorization', `Bearer ${key}`],
  answerBody(said) {
    const body = generatedContent(said);
    if (!isPlainObject(body.usageMetadata)) return body;
    return { ...body, usageMetadata: { ...body.usageMetadata, trafficType: 'ON_DEMAND' } };
  },
  embedding: {
    path: `${place}/text-embedding-3-small:predict`,
    answerBody: (vector, inputTokens) => ({
      predictions: [
        {
          embeddings: {
            values: vector,
            statistics: { truncated: false, token_count: inputTokens },
          },
        },
      ],
    }),
    readText: ({ body }) => {
      const [instance]: unknown[] = Array.isArray(body.instances) ? body.instances : [];
      return isPlainObject(instance) ? instance.content : undefined;
    },
  },
};
