export type { AnswerOutcome, Mode } from './answer.ts';
export { type AnswerCache, createAnswerCache } from './answer-cache.ts';
export { boundSecrets } from './bound-secrets.ts';
export {
  addCassetteLine,
  type CassetteFile,
  cassetteFileOf,
  cassetteText,
  largestCassetteBytes,
  parseCassette,
  suiteOfCassette,
  writeCassetteFile,
} from './cassette-file.ts';
export {
  type CassetteLine,
  isStaleDay,
  staleAfterDays,
  writeCassetteLine,
} from './cassette-line.ts';
export {
  generateSigningKeys,
  isSignedLine,
  parsePrivateKey,
  publicKeyText,
  type SigningKey,
  signCassetteLine,
} from './cassette-signature.ts';
export { type CassetteStore, createCassetteStore, type TrustedSignatures } from './cassettes.ts';
export { createModelDesk } from './create-model-desk.ts';
export { createDeskSharing } from './desk-sharing.ts';
export { isPrivateHost } from './host-guard.ts';
export { type CassetteInspection, inspectCassette } from './inspect-cassette.ts';
export { holdsKeyPattern, holdsSecret, maskSecrets, maskValue } from './mask-secrets.ts';
export { mergeParameters } from './merge-parameters.ts';
export type {
  AskResult,
  CallEstimate,
  ModelCall,
  ModelDescription,
  ModelDesk,
} from './model-desk.ts';
export { chatRulesOf } from './providers/openai/chat-rules.ts';
export { chatBody } from './providers/openai/openai-body.ts';
export { providerTypes } from './providers/registry.ts';
export { readAnswer } from './read-answer.ts';
export { trustedSignatures } from './trusted-signatures.ts';
