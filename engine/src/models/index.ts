export type { AnswerOutcome, Mode } from './answer.ts';
export { createAnswerCache } from './answer-cache.ts';
export { type CassetteStore, createCassetteStore } from './cassettes.ts';
export { createModelDesk } from './create-model-desk.ts';
export { createDeskSharing } from './desk-sharing.ts';
export { mergeParameters } from './merge-parameters.ts';
export type {
  AskResult,
  CallEstimate,
  ModelCall,
  ModelDescription,
  ModelDesk,
} from './model-desk.ts';
export { openAiBody } from './providers/openai-body.ts';
export { providerTypes } from './providers/registry.ts';
