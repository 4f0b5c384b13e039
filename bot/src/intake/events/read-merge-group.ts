import type { EventReader } from '../event-reader.ts';
import { readCommit, readPlace } from '../read-place.ts';

/** The merge queue made a commit of a pull request and its base, and wants checks on it. */
export const readMergeGroup: EventReader = (payload) => {
  if (payload.text('action') !== 'checks_requested') return [];
  const group = payload.fields('merge_group');
  const queued = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,8})-[0-9a-f]+$/;
  const [, digits] = queued.exec(group.text('head_ref')) ?? [];
  return [
    {
      kind: 'merge-group',
      at: readPlace(payload),
      head: readCommit(group, 'head_sha'),
      base: readCommit(group, 'base_sha'),
      ...(digits === undefined ? {} : { number: Number(digits) }),
    },
  ];
};
