import type { DefaultsSource } from '../ports/defaults-source.ts';
import type { SourceContent, SourceFile, SourceTree } from '../ports/source-tree.ts';
import type { Frame } from './frames.ts';
import type { SentContent } from './messages.ts';

const defaultMaxBytes = 64 * 1024 * 1024;

/** Where what is read comes from. */
export interface RequestSources {
  readonly tree: SourceTree;
  /** Absent: no galley.yaml can be had that another one extends. */
  readonly defaults?: DefaultsSource;
}

/** What sources are asked from afar. */
export type SourceQuestion =
  /** The galley.yaml that one extends. */
  | { readonly kind: 'defaults'; readonly reference: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'read'; readonly paths: readonly string[]; readonly maxBytes: number };

type AskSources = (question: SourceQuestion) => Promise<Pick<Frame, 'message' | 'bytes'>>;

/** In the child: a tree whose files the parent sends when asked. */
export function remoteTree(
  { label, commit }: Pick<SourceTree, 'label' | 'commit'>,
  ask: AskSources,
): SourceTree {
  return {
    label,
    ...(commit !== undefined && { commit }),
    async list() {
      const { message } = await ask({ kind: 'list' });
      return (message as { files: SourceFile[] }).files;
    },
    async read(paths, { maxBytes = defaultMaxBytes } = {}) {
      const { message, bytes } = await ask({ kind: 'read', paths, maxBytes });
      return unpack((message as { contents: SentContent[] }).contents, bytes);
    },
  };
}

/** In the child: defaults that the parent sends when asked. */
export function remoteDefaults(
  { unsaid }: Pick<DefaultsSource, 'unsaid'>,
  ask: AskSources,
): DefaultsSource {
  return {
    unsaid,
    async read(reference) {
      const { message, bytes } = await ask({ kind: 'defaults', reference });
      const read = unpack((message as { contents: SentContent[] }).contents, bytes);
      const content = read.get(reference);
      return content?.kind === 'bytes' ? content.bytes : undefined;
    },
  };
}

/** Questions that follow each other: the next is asked when the last was answered. */
export function oneAtATime(ask: AskSources): AskSources {
  let last: Promise<unknown> = Promise.resolve();
  return (question) => {
    const answer = last.then(() => ask(question));
    last = answer.catch(() => undefined);
    return answer;
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
