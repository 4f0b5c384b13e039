import { ApiRefusal } from '../state/api-refusal.ts';
import { covers } from '../state/covers.ts';
import type { Permissions, Repository, Role } from '../state/model.ts';
import { isAtLeast, roleOf } from '../state/role-of.ts';
import type { Caller } from './authenticate.ts';

/** What an operation asks of its caller. */
export interface Needs {
  /** `app` wants the App's own token, `installation` an installation's; `anyone` also nobody at all. */
  readonly caller: 'anyone' | 'token' | 'installation' | 'app';
  /** One of these permissions, for an installation's token. */
  readonly permissions?: readonly (readonly [string, 'read' | 'write'])[];
  /** What a person's role must include. */
  readonly role?: Role;
}

const levels = ['read', 'write', 'admin'] as const;

/** Refuses a caller as GitHub does: what may not even be known is 404, what may not be done is 403. */
export function allow(caller: Caller, needs: Needs, repository: Repository | undefined): void {
  checkKind(caller, needs);
  if (caller.kind === 'installation') {
    checkScope(caller, needs, repository);
    return;
  }
  if (repository === undefined || caller.kind === 'app') return;
  const role = caller.kind === 'user' ? roleOf(repository, caller.account) : 'none';
  if (repository.isPrivate && role === 'none') throw new ApiRefusal(404, 'Not Found');
  const needed = needs.role ?? 'read';
  if (caller.kind === 'nobody') return;
  if (!isAtLeast(role, needed))
    throw new ApiRefusal(403, `Must have ${needed} access to Repository.`);
}

/** Whether permissions include one at a level. */
export function includes(
  permissions: Permissions,
  [name, level]: readonly [string, 'read' | 'write'],
): boolean {
  const own = name === 'metadata' ? 'read' : permissions[name];
  return own !== undefined && levels.indexOf(own) >= levels.indexOf(level);
}

function checkKind(caller: Caller, needs: Needs): void {
  if (needs.caller === 'app' && caller.kind !== 'app') {
    throw new ApiRefusal(401, 'A JSON web token could not be decoded');
  }
  if (needs.caller !== 'app' && caller.kind === 'app') {
    throw new ApiRefusal(403, 'Resource not accessible by integration');
  }
  if (needs.caller === 'installation' && caller.kind !== 'installation') {
    throw new ApiRefusal(403, 'You must authenticate via a GitHub App.');
  }
  if (needs.caller !== 'anyone' && caller.kind === 'nobody') {
    throw new ApiRefusal(401, 'Requires authentication');
  }
}

function checkScope(
  caller: Extract<Caller, { kind: 'installation' }>,
  needs: Needs,
  repository: Repository | undefined,
): void {
  const asked = needs.permissions ?? [];
  const writes = asked.some(([, level]) => level === 'write');
  if (repository !== undefined) {
    const isInside =
      covers(caller.installation, repository) && (caller.repositories?.has(repository) ?? true);
    // What is public may be read by everybody, also with a token for something else.
    if (!isInside && repository.isPrivate) throw new ApiRefusal(404, 'Not Found');
    if (!isInside && !writes) return;
    if (!isInside) throw notAccessible(asked);
  }
  if (asked.length === 0 || asked.some((each) => includes(caller.permissions, each))) return;
  throw notAccessible(asked);
}

function notAccessible(asked: readonly (readonly [string, string])[]): ApiRefusal {
  const accepted = asked.map(([name, level]) => `${name}=${level}`).join('; ');
  return new ApiRefusal(403, 'Resource not accessible by integration', {
    headers: { 'x-accepted-github-permissions': accepted },
  });
}
