import type { DeliveryFacts, EventReader } from './event-reader.ts';
import { readCheckRun, readCheckSuite } from './events/read-checks.ts';
import {
  readInstallation,
  readInstallationRepositories,
  readRepository,
} from './events/read-installation.ts';
import { readIssueComment } from './events/read-issue-comment.ts';
import { readMergeGroup } from './events/read-merge-group.ts';
import { readPullRequest } from './events/read-pull-request.ts';
import { readPush } from './events/read-push.ts';
import type { Intent } from './intents.ts';
import { PayloadFault } from './payload-fault.ts';
import { readFields } from './read-fields.ts';

/** Every event that means something to us; a new one is a row here. */
const readers = new Map<string, EventReader>([
  ['check_run', readCheckRun],
  ['check_suite', readCheckSuite],
  ['installation', readInstallation],
  ['installation_repositories', readInstallationRepositories],
  ['issue_comment', readIssueComment],
  ['merge_group', readMergeGroup],
  ['pull_request', readPullRequest],
  ['push', readPush],
  ['repository', readRepository],
]);

/** A webhook to be read. */
export interface Delivery extends DeliveryFacts {
  /** `X-GitHub-Event` */
  readonly event: string;
  /** Parsed, and hostile until it is read. */
  readonly payload: unknown;
}

export type ReadDelivery =
  /** None: there is nothing to do. */
  | { readonly kind: 'intents'; readonly intents: readonly Intent[] }
  /** In plain words, with nothing of the payload's content. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * What a webhook makes worth looking at. Events that we do not hear, and those of a webhook that belongs
 * to no installation of the App, mean nothing. Never throws for whatever the payload is.
 */
export function intentsOf({ event, payload, ...delivery }: Delivery): ReadDelivery {
  const read = readers.get(event);
  if (read === undefined) return { kind: 'intents', intents: [] };
  try {
    const fields = readFields(payload);
    return { kind: 'intents', intents: fields.has('installation') ? read(fields, delivery) : [] };
  } catch (error) {
    if (!(error instanceof PayloadFault)) throw error;
    return {
      kind: 'refused',
      reason: `The payload of ${event} is not as GitHub describes it: ${error.message}.`,
    };
  }
}

/** Whether an event can mean something to us. */
export function isHeard(event: string): boolean {
  return readers.has(event);
}
