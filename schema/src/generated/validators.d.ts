// Generated from schema/v1 by `npm run generate`. Do not edit.
import type { CompiledValidator } from '../compiled-validator.ts';
import type { SchemaKind } from '../kinds.ts';
export declare const compiledValidators: Readonly<Record<SchemaKind, CompiledValidator>>;
