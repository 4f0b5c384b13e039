import type { HostileText } from '../ports/hostile-text.ts';
import type { SourceTree } from '../ports/source-tree.ts';
import type { HostileAnswer, HostileOperation, HostileRequest } from './messages.ts';
import type { RequestSources } from './remote-sources.ts';

/** Carries a request to where it is answered; file contents come from `sources`. */
export type CarryRequest = <Operation extends HostileOperation>(
  request: HostileRequest & { readonly operation: Operation },
  sources: RequestSources,
) => Promise<HostileAnswer<Operation>>;

/** The port over one way of carrying requests, so that every implementation says the same. */
export function hostileTextOver(carry: CarryRequest, dispose: () => Promise<void>): HostileText {
  return {
    openLibrary(tree, only, defaults) {
      const { label, commit } = tree;
      const request = { operation: 'openLibrary' as const, label };
      const named = { ...request, ...(commit && { commit }), ...(only && { only }) };
      if (defaults === undefined) return carry(named, { tree });
      return carry({ ...named, defaults: { unsaid: defaults.unsaid } }, { tree, defaults });
    },
    renderCases: (request) => carry({ ...request, operation: 'renderCases' }, noFiles),
    readTable: ({ bytes, ...request }) =>
      carry({ ...request, operation: 'readTable' }, oneFile(request.file, bytes)),
    matchPattern: (request) => carry({ ...request, operation: 'matchPattern' }, noFiles),
    validateValues: (request) => carry({ ...request, operation: 'validateValues' }, noFiles),
    runChecks: (request) => carry({ ...request, operation: 'runChecks' }, noFiles),
    dispose,
  };
}

const noFiles: RequestSources = {
  tree: {
    label: 'nothing',
    list: async () => [],
    read: async (paths) => new Map(paths.map((path) => [path, { kind: 'missing' }])),
  },
};

function oneFile(file: string, bytes: Uint8Array): RequestSources {
  const tree: SourceTree = {
    label: file,
    list: async () => [{ path: file, kind: 'file', byteCount: bytes.length }],
    read: async (paths) =>
      new Map(
        paths.map((path) => [
          path,
          path === file ? { kind: 'bytes', bytes, blobId: '' } : { kind: 'missing' },
        ]),
      ),
  };
  return { tree };
}
