// Generated from schema/v1 by `npm run generate`. Do not edit.
/** File name of a schema without `.schema.json`. */
export type SchemaName = 'case' | 'check' | 'content' | 'dakora-part' | 'dakora-prompt' | 'dataset' | 'galley' | 'github-prompt' | 'history-message' | 'input' | 'inputs' | 'message' | 'metadata' | 'model-reference' | 'model' | 'money' | 'output' | 'parameters' | 'part' | 'project' | 'prompt' | 'provider' | 'scripted' | 'suite' | 'tool' | 'variant';
/** The JSON Schemas of schema/v1. */
export declare const schemas: { readonly [name in SchemaName]: { readonly [keyword: string]: unknown } };
