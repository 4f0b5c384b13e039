import type { SourceContent, SourceFile, SourceTree } from '../ports/source-tree.ts';
import type { Frame } from './frames.ts';
import type { ChildMessage, HostileRequest, SentContent } from './messages.ts';

const defaultMaxBytes = 64 * 1024 * 1024;

type Question = Extract<ChildMessage, { kind: 'list' | 'read' }>;

/** In the child: the tree of one request, whose files the parent sends when asked. */
export function remoteTree(
  request: HostileRequest,
  id: number,
  ask: (question: Question) => Promise<Frame>,
): SourceTree {
  const { label, commit } =
    request.operation === 'openLibrary' ? request : { label: '', commit: undefined };
  return {
    label,
    ...(commit !== undefined && { commit }),
    async list() {
      const { message } = await ask({ kind: 'list', id });
      return (message as { files: SourceFile[] }).files;
    },
    async read(paths, { maxBytes = defaultMaxBytes } = {}) {
      const { message, bytes } = await ask({ kind: 'read', id, paths, maxBytes });
      return unpack((message as { contents: SentContent[] }).contents, bytes);
    },
  };
}

function unpack(contents: readonly SentContent[], bytes: Uint8Array): Map<string, SourceContent> {
  const unpacked = new Map<string, SourceContent>();
  let start = 0;
  for (const content of contents) {
    if (content.kind !== 'bytes') {
      unpacked.set(content.path, content);
      continue;
    }
    const { path, blobId, byteCount } = content;
    const part = bytes.subarray(start, start + byteCount);
    unpacked.set(path, { kind: 'bytes', blobId, bytes: part });
    start += byteCount;
  }
  return unpacked;
}
