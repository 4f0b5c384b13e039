import type { JsonValue } from '../nodes.ts';
import type { Imported, ImportedDocument } from './contract.ts';

/**
 * The same documents one folder deeper (`prompts/<folder>/reply.yaml`), with what suites say of them,
 * so that several sources do not meet at one path. For sources whose documents name only each other.
 * @param folder an id: lower-case letters, digits, `-`, `_`, and `/` between folders
 */
export function placeBelow<Source extends Imported>(imported: Source, folder: string): Source {
  return {
    ...imported,
    documents: imported.documents.map((document) => placeDocument(document, folder)),
    dataFiles: imported.dataFiles.map(({ path, text }) => ({ path: deeper(path, folder), text })),
  };
}

function placeDocument({ path, value }: ImportedDocument, folder: string): ImportedDocument {
  const { targets, dataset } = value;
  return {
    path: deeper(path, folder),
    value: {
      ...value,
      ...(Array.isArray(targets) && { targets: targets.map((id) => below(id, folder)) }),
      ...(dataset !== undefined && { dataset: below(dataset, folder) }),
    },
  };
}

function deeper(path: string, folder: string): string {
  return path.replace('/', `/${folder}/`);
}

function below(id: JsonValue, folder: string): string {
  return `${folder}/${String(id)}`;
}
