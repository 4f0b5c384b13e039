/** The door to reading hostile text: in this process, or in a child process without keys. */

export { type ChildEntry, keylessChildEntry } from './child-entry.ts';
export { type ChildLimits, defaultChildLimits } from './child-limits.ts';
export { type ChildGuard, findChildGuard } from './find-child-guard.ts';
export { inProcessHostileText } from './in-process-hostile-text.ts';
export {
  type KeylessChild,
  type KeylessChildOptions,
  keylessChildProcess,
} from './keyless-child-process.ts';
export { libraryFrom } from './plain-library.ts';
export { nodeFrom, plainNode } from './plain-node.ts';
export type {
  ChangeSummary,
  DocumentSummary,
  HostileChange,
  HostileProof,
  ProofDoor,
  ProofOrder,
  ProvedHostileChange,
  SuiteEstimate,
  SuiteSummary,
} from './proof/hostile-proof.ts';
export {
  type HostileProofOptions,
  hostileProofInChild,
} from './proof/hostile-proof-in-child.ts';
export { inProcessHostileProof } from './proof/in-process-hostile-proof.ts';
