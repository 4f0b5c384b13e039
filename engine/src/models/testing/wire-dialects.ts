import type { ProviderDeclaration } from '../../library/project.ts';
import { anthropicDialect } from './dialects/anthropic.ts';
import { azureOpenAiDialect, datedAzureDialect } from './dialects/azure-openai.ts';
import { geminiDialect } from './dialects/gemini.ts';
import { groqDialect } from './dialects/groq.ts';
import { httpDialect } from './dialects/http.ts';
import { openAiChatDialect } from './dialects/openai-chat.ts';
import { openAiCompatibleDialect } from './dialects/openai-compatible.ts';
import { openAiResponsesDialect } from './dialects/openai-responses.ts';
import { vertexDialect } from './dialects/vertex.ts';
import type { WireDialect } from './wire-dialect.ts';

type SendingType = Exclude<ProviderDeclaration['type'], 'scripted'>;

/** Every wire format that a provider type speaks; the contract test and the recorded bodies run over all. */
export const wireDialects: Readonly<Record<SendingType, readonly WireDialect[]>> = {
  openai: [openAiChatDialect, openAiResponsesDialect],
  'azure-openai': [azureOpenAiDialect, datedAzureDialect],
  groq: [groqDialect],
  anthropic: [anthropicDialect],
  google: [geminiDialect, vertexDialect],
  'openai-compatible': [openAiCompatibleDialect],
  http: [httpDialect],
};
