import type { RepositoryAccess } from '../github/repository-access.ts';

/** Where a repository's history is kept. */
export interface HistoryPlace {
  /** To the repository that holds the branch, opened for `ledger`. */
  readonly access: Pick<RepositoryAccess, 'octokit' | 'owner' | 'name'>;
  /** Begins with `galley/`. */
  readonly branch: string;
  /** Folder with a slash at its end, `acme/prompts/`, where the branch is another repository's; else `''`. */
  readonly prefix: string;
}

/** The newest commit of a branch. */
export interface Tip {
  readonly commit: string;
  readonly tree: string;
}

export interface BranchFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly blob: string;
}

/** Files to write, text by path; `null` deletes one that is there. */
export type Changes = ReadonlyMap<string, string | null>;

/** GitHub took nothing: somebody was faster, or it never will. */
export interface Refused {
  readonly refused: string;
}

/** Larger texts go up on their own. */
const largestInline = 256 * 1024;
const plainFile = { mode: '100644', type: 'blob' } as const;

/** One branch through GitHub's API for Git objects. */
export interface LedgerBranch {
  /** `undefined`: there is no such branch. */
  tip(): Promise<Tip | undefined>;
  /** Every file below a folder (`''`: all) at a tip; folders end with a slash. */
  listFiles(tip: Tip, folder: string): Promise<readonly BranchFile[]>;
  /** The text of a file at a tip; `undefined` where there is none. */
  readText(tip: Tip, path: string): Promise<string | undefined>;
  readBlob(blob: string): Promise<string>;
  /** The tip with changes as one commit on top, or as the only one; `tip` itself when nothing changes. */
  commit(
    tip: Tip | undefined,
    options: { readonly changes: Changes; readonly message: string; readonly isAlone: boolean },
  ): Promise<Tip | Refused>;
  /** Moves the branch, or makes it; without force only forward. */
  move(
    tip: Tip | undefined,
    to: Tip,
    options: { readonly force: boolean },
  ): Promise<Refused | undefined>;
  /** Deletes the branch. */
  remove(): Promise<Refused | undefined>;
}

/**
 * The branch of a place.
 * @throws TypeError for a branch that is not below `galley/`: it may be rewritten
 */
export function openLedgerBranch({ access, branch }: HistoryPlace): LedgerBranch {
  if (!/^galley(\/[A-Za-z0-9_-]+)+$/.test(branch))
    throw new TypeError(`${branch} is no ledger branch`);
  const { octokit, owner, name: repo } = access;
  const { git } = octokit.rest;
  const at = { owner, repo };

  async function listTree(tree: string, isRecursive: boolean) {
    const parameters = { ...at, tree_sha: tree, ...(isRecursive && { recursive: '1' }) };
    const { data } = await git.getTree(parameters);
    return data;
  }

  /** The tree of a folder. */
  async function findFolder(tree: string, folder: string): Promise<string | undefined> {
    let found: string | undefined = tree;
    for (const name of folder.split('/').filter((part) => part !== '')) {
      if (found === undefined) return undefined;
      const { tree: entries } = await listTree(found, false);
      found = entries.find((entry) => entry.path === name && entry.type === 'tree')?.sha;
    }
    return found;
  }

  async function filesBelow(tree: string, folder: string): Promise<BranchFile[]> {
    const all = await listTree(tree, true);
    if (!all.truncated) {
      return all.tree
        .filter(({ type }) => type === 'blob')
        .map(({ path, sha }) => ({ path: folder + path, blob: sha }));
    }
    const { tree: entries } = await listTree(tree, false);
    const files: BranchFile[] = [];
    for (const { type, path, sha } of entries) {
      if (type === 'blob') files.push({ path: folder + path, blob: sha });
      if (type === 'tree') files.push(...(await filesBelow(sha, `${folder}${path}/`)));
    }
    return files;
  }

  async function readBlob(blob: string): Promise<string> {
    const { data } = await git.getBlob({ ...at, file_sha: blob });
    return Buffer.from(data.content, 'base64').toString('utf8');
  }

  async function entryOf([path, text]: readonly [string, string | null]) {
    if (text === null) return { ...plainFile, path, sha: null };
    if (text.length <= largestInline) return { ...plainFile, path, content: text };
    const content = Buffer.from(text).toString('base64');
    const { data } = await git.createBlob({ ...at, content, encoding: 'base64' });
    return { ...plainFile, path, sha: data.sha };
  }

  return {
    async tip() {
      const found = await git.getRef({ ...at, ref: `heads/${branch}` }).catch(unlessMissing);
      if (found === undefined) return undefined;
      const commit = found.data.object.sha;
      const { data } = await git.getCommit({ ...at, commit_sha: commit });
      return { commit, tree: data.tree.sha };
    },
    async listFiles(tip, folder) {
      const tree = await findFolder(tip.tree, folder);
      return tree === undefined ? [] : filesBelow(tree, folder);
    },
    async readText(tip, path) {
      const [name = '', ...folders] = path.split('/').reverse();
      const tree = await findFolder(tip.tree, folders.reverse().join('/'));
      if (tree === undefined) return undefined;
      const { tree: entries } = await listTree(tree, false);
      const entry = entries.find(({ path: own, type }) => own === name && type === 'blob');
      return entry && readBlob(entry.sha);
    },
    readBlob,
    commit: (tip, { changes, message, isAlone }) =>
      orRefused(async () => {
        const entries = [];
        for (const change of changes) entries.push(await entryOf(change));
        const base = tip === undefined ? {} : { base_tree: tip.tree };
        const { data: tree } = await git.createTree({ ...at, ...base, tree: entries });
        if (tip !== undefined && tree.sha === tip.tree && !isAlone) return tip;
        const parents = tip === undefined || isAlone ? [] : [tip.commit];
        const { data } = await git.createCommit({ ...at, message, tree: tree.sha, parents });
        return { commit: data.sha, tree: tree.sha };
      }),
    move: (tip, to, { force }) =>
      orRefused(async () => {
        const sha = to.commit;
        if (tip === undefined) await git.createRef({ ...at, ref: `refs/heads/${branch}`, sha });
        else await git.updateRef({ ...at, ref: `heads/${branch}`, sha, force });
        return undefined;
      }),
    remove: () =>
      orRefused(async () => {
        await git.deleteRef({ ...at, ref: `heads/${branch}` });
        return undefined;
      }),
  };
}

/** What GitHub will not do, however often it is asked; everything else is thrown. */
async function orRefused<Result>(work: () => Promise<Result>): Promise<Result | Refused> {
  try {
    return await work();
  } catch (error) {
    const { status, retryAfterMs, message } = error as {
      status?: number;
      retryAfterMs?: number;
      message?: string;
    };
    const isRefusal = [403, 404, 409, 410, 422, 451].includes(status ?? 0);
    if (!isRefusal || retryAfterMs !== undefined) throw error;
    return { refused: `GitHub answered ${status}: ${String(message).slice(0, 300)}` };
  }
}

function unlessMissing(error: unknown): undefined {
  const { status } = error as { status?: number };
  // 409 is a repository without any commit.
  if (status === 404 || status === 409) return undefined;
  throw error;
}
