import type { FileDifference } from '../git/diff-files.ts';
import type { CommitText } from '../git/read-commits.ts';
import type { Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { apiUrlOf, htmlUrlOf } from './addresses.ts';
import { nodeId } from './node-id.ts';

const verification = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** A commit of the commits API. Authors are known by name only, never as accounts. */
export function toCommit(world: World, repository: Repository, commit: CommitText) {
  const api = apiUrlOf(world, repository);
  const html = htmlUrlOf(world, repository);
  const url = `${api}/commits/${commit.sha}`;
  return {
    sha: commit.sha,
    node_id: nodeId('C', repository.id) + commit.sha,
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification,
    },
    url,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
  };
}

/** A commit of the Git database API. */
export function toGitCommit(world: World, repository: Repository, commit: CommitText) {
  const api = apiUrlOf(world, repository);
  const html = htmlUrlOf(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId('C', repository.id) + commit.sha,
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification,
  };
}

/** A commit as a push and a check suite show it. */
export function toSimpleCommit(commit: CommitText) {
  const { name, email } = commit.author;
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: { name, email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}

/** One changed file of a pull request, a commit or a comparison. */
export function toDiffEntry(
  world: World,
  repository: Repository,
  options: { readonly file: FileDifference; readonly sha: string },
) {
  const { file, sha } = options;
  const html = htmlUrlOf(world, repository);
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${sha}/${path}`,
    raw_url: `${html}/raw/${sha}/${path}`,
    contents_url: `${apiUrlOf(world, repository)}/contents/${path}?ref=${sha}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
