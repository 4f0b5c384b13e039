import type { EventReader } from '../event-reader.ts';
import type { Fields } from '../read-fields.ts';
import { readCommit, readPlace } from '../read-place.ts';

/** GitHub lists no more commits of one push. */
const mostCommits = 2_048;

/** Commits came to the default branch; of others the pull requests tell. */
export const readPush: EventReader = (payload) => {
  const branch = payload.fields('repository').text('default_branch');
  if (payload.text('ref') !== `refs/heads/${branch}` || payload.isTrue('deleted')) return [];
  return [
    {
      kind: 'default-branch-moved',
      at: readPlace(payload),
      commit: readCommit(payload, 'after'),
      mayChangePolicy: mayChangePolicy(payload),
    },
  ];
};

/** True also where the event does not tell. */
function mayChangePolicy(payload: Fields): boolean {
  if (payload.isTrue('forced') || !payload.has('commits')) return true;
  const commits = payload.list('commits');
  if (commits.length === 0 || commits.length >= mostCommits) return true;
  return commits.some((commit) =>
    ['added', 'modified', 'removed'].some(
      (key) => !commit.has(key) || commit.texts(key).some(isPolicyFile),
    ),
  );
}

function isPolicyFile(path: string): boolean {
  return path === 'galley.yaml' || path.endsWith('/galley.yaml');
}
