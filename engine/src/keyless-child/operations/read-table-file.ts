import type { PlainTable, ReadTableRequest } from '../../ports/hostile-text.ts';
import type { SourceTree } from '../../ports/source-tree.ts';
import { readTable } from '../../tables/read-table.ts';

/** Reads the cases of a data file, which is the one file of `tree`. */
export async function readTableFile(
  { knownInputs, ...source }: Omit<ReadTableRequest, 'bytes'>,
  tree: SourceTree,
): Promise<PlainTable> {
  const content = (await tree.read([source.file])).get(source.file);
  if (content?.kind !== 'bytes') throw new TypeError('the data file was not sent');
  return readTable({
    ...source,
    bytes: content.bytes,
    ...(knownInputs && { knownInputs: new Set(knownInputs) }),
  });
}
