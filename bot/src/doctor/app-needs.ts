import { accessPermissions } from '../github/access-permissions.ts';

/** Levels of a permission, weakest first. */
const levels: readonly string[] = ['read', 'write', 'admin'];
/** Permissions by GitHub's names: `{checks: 'write'}`. */
export type Permissions = Readonly<Record<string, string>>;

/**
 * Events to be subscribed to, each with the permission that GitHub asks for them. What tells of
 * installations comes without being asked for.
 * @source docs.github.com, webhook events and payloads, 2026-11
 */
const events = {
  check_run: ['checks', 'write'],
  check_suite: ['checks', 'write'],
  issue_comment: ['issues', 'read'],
  merge_group: ['merge_queues', 'read'],
  pull_request: ['pull_requests', 'read'],
  push: ['contents', 'read'],
  repository: ['metadata', 'read'],
} as const;

/** Events that the App must be subscribed to. */
export const neededEvents: readonly string[] = Object.keys(events);

/** What teams and the merge queue are asked about with: the bot does without them. */
const optional: ReadonlySet<string> = new Set(['members', 'merge_queues']);

/** Events that only some repositories have. */
const optionalEvents: ReadonlySet<string> = new Set(['merge_group']);

/** The permissions that app.yml asks for: what jobs use and what events need, and no more. */
export function neededPermissions(): Permissions {
  const needed: Record<string, string> = {};
  const used = Object.values(accessPermissions).flatMap((purpose) => [
    ...Object.entries(purpose.permissions),
    ...Object.entries(purpose.optional ?? {}),
  ]);
  for (const [name, level] of [...used, ...Object.values(events)]) {
    if (!includes(needed, name, String(level))) needed[name] = String(level);
  }
  return needed;
}

/** Whether permissions include one at a level. */
export function includes(permissions: Permissions, name: string, level: string): boolean {
  return rank(permissions[name]) >= rank(level);
}

/** Whether the bot works without a permission, with less to show. */
export function isOptional(name: string): boolean {
  return optional.has(name);
}

/** Whether the bot works without hearing of an event, with less to do. */
export function isOptionalEvent(event: string): boolean {
  return optionalEvents.has(event);
}

function rank(level: string | undefined): number {
  return level === undefined ? -1 : levels.indexOf(level);
}
