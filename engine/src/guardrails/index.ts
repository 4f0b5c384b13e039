export { type GuardName, type GuardrailAlert, guardNames } from './contract.ts';
export { guards, scanText } from './scan-text.ts';
