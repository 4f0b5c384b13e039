/**
 * Webhooks that the fake can send: the event and its action as GitHub names them (`''` when the event
 * has none), with the event and action of the official example that it is built from. They differ
 * where GitHub publishes no example; the overlay then supplies what is special.
 */
export const wantedEvents = {
  'check_run.completed': 'check_run.completed',
  'check_run.created': 'check_run.created',
  'check_run.requested_action': 'check_run.requested_action',
  'check_run.rerequested': 'check_run.rerequested',
  'check_suite.completed': 'check_suite.completed',
  'check_suite.requested': 'check_suite.requested',
  'check_suite.rerequested': 'check_suite.rerequested',
  'installation.created': 'installation.created',
  'installation.deleted': 'installation.deleted',
  'installation.new_permissions_accepted': 'installation.new_permissions_accepted',
  'installation.suspend': 'installation.suspend',
  'installation.unsuspend': 'installation.unsuspend',
  'installation_repositories.added': 'installation_repositories.added',
  'installation_repositories.removed': 'installation_repositories.removed',
  'issue_comment.created': 'issue_comment.created',
  'issue_comment.deleted': 'issue_comment.deleted',
  'issue_comment.edited': 'issue_comment.edited',
  'merge_group.checks_requested': 'merge_group.checks_requested',
  'merge_group.destroyed': 'merge_group.checks_requested',
  'ping.': 'ping.',
  'pull_request.closed': 'pull_request.closed',
  'pull_request.converted_to_draft': 'pull_request.converted_to_draft',
  'pull_request.edited': 'pull_request.synchronize',
  'pull_request.opened': 'pull_request.opened',
  'pull_request.ready_for_review': 'pull_request.ready_for_review',
  'pull_request.reopened': 'pull_request.reopened',
  'pull_request.synchronize': 'pull_request.synchronize',
  'pull_request_review.submitted': 'pull_request_review.submitted',
  'push.': 'push.',
  'repository.renamed': 'repository.renamed',
} as const;

/** A webhook that the fake can send. */
export type EventName = keyof typeof wantedEvents;
