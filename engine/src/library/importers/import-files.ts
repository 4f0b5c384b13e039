import type { SourceTree } from '../../ports/source-tree.ts';
import { compileGlob, matchesGlob } from '../git/glob-pattern.ts';
import { unsafePathReason } from '../trees/unsafe-path-reason.ts';
import { decodeText } from '../yaml/decode-text.ts';
import { maxYamlBytes } from '../yaml/read-yaml.ts';

/** What became of a file that a source names: its text, or why it is not read, completing "the file …". */
export type ImportFile =
  | { readonly text: string; readonly bytes: Uint8Array; readonly fault?: undefined }
  | { readonly text?: undefined; readonly fault: string };

/** Reads the files that a source names: only those of its folder, each bounded, and not many. */
export interface ImportFiles {
  /** @param path relative to the source's folder */
  read(path: string): Promise<ImportFile>;
  /** Paths that a glob matches, sorted; empty when none does. */
  find(glob: string): Promise<string[]>;
}

/** Files that one source may name. */
const mostFiles = 1_000;
/** Largest table of tests; other files are prompts and small configurations. */
const maxTableBytes = 16 * 1024 * 1024;
/** All files of one source together. */
const maxTotalBytes = 64 * 1024 * 1024;
const longestGlob = 300;

/** The files of one folder as sources may name them. Links are not followed. */
export function importFiles(tree: SourceTree): ImportFiles {
  let listed: Promise<readonly string[]> | undefined;
  let fileCount = 0;
  let byteCount = 0;
  const paths = () => {
    listed ??= tree
      .list()
      .then((files) => files.flatMap(({ kind, path }) => (kind === 'file' ? [path] : [])));
    return listed;
  };
  return {
    async read(written) {
      const path = pathWithin(written);
      if (path === undefined) return { fault: 'leaves the folder that is imported from' };
      const reason = unsafePathReason(path);
      if (reason !== undefined) return { fault: reason };
      if (fileCount >= mostFiles) return { fault: `is one of more than ${mostFiles} files` };
      fileCount += 1;
      const maxBytes = /\.(?:csv|jsonl?|ndjson)$/i.test(path) ? maxTableBytes : maxYamlBytes;
      const content = (await tree.read([path], { maxBytes })).get(path);
      if (content === undefined || content.kind === 'missing') return { fault: 'is not there' };
      if (content.kind === 'unsafe') return { fault: content.reason };
      if (content.kind === 'too-large') {
        return { fault: `has ${content.byteCount} bytes; at most ${maxBytes} are read` };
      }
      byteCount += content.bytes.length;
      if (byteCount > maxTotalBytes) return { fault: `makes more than ${maxTotalBytes} bytes` };
      const decoded = decodeText(content.bytes);
      if ('badByteAt' in decoded) return { fault: 'is no UTF-8 text' };
      return { text: decoded.text, bytes: content.bytes };
    },
    async find(written) {
      const glob = pathWithin(written);
      if (glob === undefined || glob.length > longestGlob) return [];
      const pattern = compileGlob(glob);
      const known = await paths();
      return known.filter((path) => matchesGlob(pattern, path.split('/'))).slice(0, mostFiles);
    },
  };
}

/** `undefined` for an absolute path and one that climbs out of the folder. */
function pathWithin(written: string): string | undefined {
  if (/^(?:[/\\~]|[A-Za-z]:)/.test(written)) return undefined;
  const names: string[] = [];
  for (const name of written.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return undefined;
  }
  return names.join('/');
}
