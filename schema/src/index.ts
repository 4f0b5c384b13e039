export type { SchemaName } from './generated/schemas.js';
export { schemas } from './generated/schemas.js';
export type * from './generated/types.ts';
export { findKeyHint, type KeyHint, keyHints } from './key-hints.ts';
export {
  apiVersion,
  type DocumentKind,
  documentKinds,
  type SchemaKind,
  schemaFiles,
} from './kinds.ts';
export {
  findLaterKey,
  findLaterValue,
  type LaterKey,
  type LaterValue,
  laterKeys,
  laterValues,
} from './later-keys.ts';
export { type SchemaPlace, schemaAt } from './schema-at.ts';
export type { SchemaError } from './schema-error.ts';
export { type Validator, validators } from './validators.ts';
