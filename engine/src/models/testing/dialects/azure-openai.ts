import type { AzureOpenAiProvider } from '../../../library/project.ts';
import type { WireDialect } from '../wire-dialect.ts';
import { openAiChatDialect } from './openai-chat.ts';

const deployments = { 'support-chat': 'gpt-4o-mini', 'support-thinks': 'gpt-5-mini' };

function declarationAt(origin: string, timeoutMs = 5_000): AzureOpenAiProvider {
  return {
    name: 'house',
    type: 'azure-openai',
    baseUrl: origin,
    deployments,
    keySecret: 'HOUSE_KEY',
    allowPrivate: true,
    timeoutMs,
  };
}

/** OpenAI's chat completions on Azure's v1 interface. */
export const azureOpenAiDialect: WireDialect = {
  ...openAiChatDialect,
  name: 'azure-openai',
  declare: (origin, { timeoutMs } = {}) => declarationAt(origin, timeoutMs),
  model: 'support-chat',
  path: '/openai/v1/chat/completions',
  keyHeader: (key) => ['api-key', key],
  blocked: {
    status: 400,
    body: {
      error: {
        message: "The response was filtered due to Azure OpenAI's content management policy.",
        type: null,
        param: 'prompt',
        code: 'content_filter',
        status: 400,
        innererror: {
          code: 'ResponsibleAIPolicyViolation',
          content_filter_result: { violence: { filtered: true, severity: 'medium' } },
        },
      },
    },
  },
  reasoning: { model: 'support-thinks', ignored: ['temperature', 'top_p', 'stop'] },
  embedding: {
    path: '/openai/v1/embeddings',
    answerBody: (vector, inputTokens) =>
      openAiChatDialect.embedding?.answerBody(vector, inputTokens),
    readText: ({ body }) => body.input,
  },
};

/** The older interface: a dated version, and the deployment in the path. */
export const datedAzureDialect: WireDialect = {
  ...azureOpenAiDialect,
  name: 'azure-openai-dated',
  recordedIn: 'azure-openai',
  declare: (origin, { timeoutMs } = {}) => ({
    ...declarationAt(origin, timeoutMs),
    apiVersion: '2024-10-21',
  }),
  path: '/openai/deployments/support-chat/chat/completions?api-version=2024-10-21',
  embedding: {
    path: '/openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21',
    answerBody: (vector, inputTokens) =>
      openAiChatDialect.embedding?.answerBody(vector, inputTokens),
    readText: ({ body }) => body.input,
  },
};
