import type { SourceContent, SourceFile } from '../ports/source-tree.ts';
import type { SentContent } from './messages.ts';
import type { RequestSources, SourceQuestion } from './remote-sources.ts';

/** What the parent says about sources; the bytes of all contents follow in order. */
export interface SourceReply {
  readonly reply:
    | { readonly kind: 'files'; readonly files: readonly SourceFile[] }
    | { readonly kind: 'contents'; readonly contents: readonly SentContent[] };
  readonly bytes?: Uint8Array;
}

/** The question about sources that a message of a child asks; `undefined` when it asks none. */
export function readSourceQuestion({
  kind,
  reference,
  paths,
  maxBytes,
}: Readonly<Record<string, unknown>>): SourceQuestion | undefined {
  if (kind === 'list') return { kind };
  if (kind === 'defaults') {
    return typeof reference === 'string' ? { kind, reference } : undefined;
  }
  if (kind !== 'read' || !Array.isArray(paths) || !Number.isSafeInteger(maxBytes)) return undefined;
  if (!paths.every((path) => typeof path === 'string')) return undefined;
  return { kind, paths, maxBytes: Math.max(0, Number(maxBytes)) };
}

/** In the parent: what sources hold, as it travels. Throws what they throw. */
export async function answerSourceQuestion(
  question: SourceQuestion,
  { tree, defaults }: RequestSources,
): Promise<SourceReply> {
  if (question.kind === 'list') return { reply: { kind: 'files', files: await tree.list() } };
  if (question.kind === 'defaults') {
    const { reference: path } = question;
    const bytes = await defaults?.read(path);
    if (bytes === undefined)
      return { reply: { kind: 'contents', contents: [{ path, kind: 'missing' }] } };
    const content = { path, kind: 'bytes', blobId: '', byteCount: bytes.length } as const;
    return { reply: { kind: 'contents', contents: [content] }, bytes };
  }
  const read = await tree.read(question.paths, { maxBytes: question.maxBytes });
  const pieces: Uint8Array[] = [];
  const contents = [...read].map(([path, content]) => sent(path, content, pieces));
  return { reply: { kind: 'contents', contents }, bytes: Buffer.concat(pieces) };
}

function sent(path: string, content: SourceContent, pieces: Uint8Array[]): SentContent {
  if (content.kind !== 'bytes') return { path, ...content };
  pieces.push(content.bytes);
  const { blobId, bytes } = content;
  return { path, kind: 'bytes', blobId, byteCount: bytes.length };
}
