import type { NodeKind } from '../nodes.ts';

/** Folders of the four kinds, with the kind that each holds. */
export const kindFolders: ReadonlyMap<string, NodeKind> = new Map([
  ['prompts', 'prompt'],
  ['parts', 'part'],
  ['datasets', 'dataset'],
  ['suites', 'suite'],
]);

/** The `kind` that a document's envelope writes, by node kind. */
export const envelopeKinds: Readonly<Record<NodeKind, 'Prompt' | 'Part' | 'Dataset' | 'Suite'>> = {
  prompt: 'Prompt',
  part: 'Part',
  dataset: 'Dataset',
  suite: 'Suite',
};

const idPattern = /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)*$/;
/** Dakora's own ids, which load unchanged: any letter case, points inside. */
const dakoraIdPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;

/** True for an id that a document with an envelope may have. */
export function isDocumentId(id: string): boolean {
  return id.length <= 200 && idPattern.test(id);
}

/** True for an id that a bare Dakora file may have. */
export function isDakoraId(id: string): boolean {
  return id.length <= 200 && dakoraIdPattern.test(id);
}

/** Extensions of documents, with the one that GitHub Models gave its prompts. */
export const documentExtensions = ['yaml', 'yml', 'prompt.yml', 'prompt.yaml'] as const;

/** The path without `.yaml`, `.yml` or `.prompt.yml`; `undefined` for other extensions. */
export function withoutYamlExtension(path: string): string | undefined {
  return /\.ya?ml$/.test(path) ? path.replace(/(?:\.prompt)?\.ya?ml$/, '') : undefined;
}
