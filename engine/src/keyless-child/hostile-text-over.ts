import type { HostileText } from '../ports/hostile-text.ts';
import type { SourceTree } from '../ports/source-tree.ts';
import type { HostileAnswer, HostileOperation, HostileRequest } from './messages.ts';

/** Carries a request to where it is answered; file contents come from `tree`. */
export type CarryRequest = <Operation extends HostileOperation>(
  request: HostileRequest & { readonly operation: Operation },
  tree: SourceTree,
) => Promise<HostileAnswer<Operation>>;

/** The port over one way of carrying requests, so that every implementation says the same. */
export function hostileTextOver(carry: CarryRequest, dispose: () => Promise<void>): HostileText {
  return {
    openLibrary(tree, only) {
      const { label, commit } = tree;
      const request = { operation: 'openLibrary' as const, label };
      return carry({ ...request, ...(commit && { commit }), ...(only && { only }) }, tree);
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

const noFiles: SourceTree = {
  label: 'nothing',
  list: async () => [],
  read: async (paths) => new Map(paths.map((path) => [path, { kind: 'missing' }])),
};

function oneFile(file: string, bytes: Uint8Array): SourceTree {
  return {
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
}
