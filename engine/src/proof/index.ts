export type { OpenedChange } from './change.ts';
export { openChange } from './open-change.ts';
export { planSides } from './plan-sides.ts';
export type { Finding, Proof, RenderChange } from './proof.ts';
export { proofScope } from './proof-scope.ts';
export { policyOf, prove } from './prove.ts';
export { renderChanges } from './render-changes.ts';
export { sideLibraries } from './side-libraries.ts';
export { versionBumps } from './version-bumps.ts';
