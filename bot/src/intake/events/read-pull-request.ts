import type { EventReader } from '../event-reader.ts';
import { readAccount, readCommit, readPlace } from '../read-place.ts';

/** Actions after which a pull request may be another; `edited` only when its base is. */
const heard = new Set([
  'opened',
  'synchronize',
  'reopened',
  'ready_for_review',
  'converted_to_draft',
  'edited',
  'closed',
]);

/** A pull request was opened, pushed to, closed … */
export const readPullRequest: EventReader = (payload) => {
  const action = payload.text('action');
  if (!heard.has(action)) return [];
  if (action === 'edited' && !payload.fields('changes').has('base')) return [];
  const pull = payload.fields('pull_request');
  return [
    {
      kind: 'look',
      at: readPlace(payload),
      number: pull.number('number'),
      head: readCommit(pull.fields('head'), 'sha'),
      isOpen: pull.text('state') === 'open',
      isRetry: false,
      sender: readAccount(payload.fields('sender')).login,
    },
  ];
};
