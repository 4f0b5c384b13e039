import type { RepositoryAccess } from '../github/repository-access.ts';
import type { CommandContext } from './contract.ts';

const mostCommits = 100;
const mostBytes = 256 * 1024;

/** A file as it was. */
export interface FileThen {
  readonly commit: string;
  readonly text: string;
}

/**
 * A file at a commit id, a tag, or the newest commit of the base branch at which its `version:` was the
 * one named; `undefined` when there is none.
 */
export async function findRevision(
  { access, now }: Pick<CommandContext, 'access' | 'now'>,
  path: string,
  at: string,
): Promise<FileThen | undefined> {
  if (/^\d+\.\d+\.\d+/.test(at)) {
    const byVersion = await findVersion(access, path, { at, from: now.baseTip });
    if (byVersion !== undefined) return byVersion;
  }
  return readFile(access, path, at);
}

async function findVersion(
  access: RepositoryAccess,
  path: string,
  { at, from }: { readonly at: string; readonly from: string },
): Promise<FileThen | undefined> {
  const { octokit, owner, name: repo } = access;
  const query = { owner, repo, path, sha: from, per_page: mostCommits };
  const { data: commits } = await octokit.rest.repos.listCommits(query);
  for (const { sha } of commits) {
    const file = await readFile(access, path, sha);
    if (file !== undefined && versionIn(file.text) === at) return file;
  }
  return undefined;
}

/** The top-level `version:` as a line of text: the file is not read as YAML here. */
function versionIn(text: string): string | undefined {
  return /^version:[ \t]*["']?([0-9A-Za-z.+-]{1,80})["']?[ \t]*(?:#.*)?$/m.exec(text)?.[1];
}

async function readFile(
  { octokit, owner, name: repo }: RepositoryAccess,
  path: string,
  ref: string,
): Promise<FileThen | undefined> {
  try {
    const { data } = await octokit.rest.repos.getContent({ owner, repo, path, ref });
    if (Array.isArray(data) || data.type !== 'file' || data.size > mostBytes) return undefined;
    return { commit: ref, text: Buffer.from(data.content, 'base64').toString('utf8') };
  } catch (error) {
    const { status } = error as { status?: number };
    if (status === 404 || status === 422) return undefined;
    throw error;
  }
}
