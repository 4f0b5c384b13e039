export type { AnswerOutcome, Mode } from './answer.ts';
export { createAnswerCache } from './answer-cache.ts';
export { type CassetteStore, createCassetteStore } from './cassettes.ts';
export { createDeskSharing, type DeskSharing } from './desk-sharing.ts';
export { mergeParameters } from './merge-parameters.ts';
export {
  type AskResult,
  type CallEstimate,
  createModelDesk,
  type ModelCall,
  type ModelDescription,
  type ModelDesk,
} from './model-desk.ts';
export { openAiBody } from './providers/openai-body.ts';
