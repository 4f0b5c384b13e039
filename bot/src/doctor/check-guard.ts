import type { Finding } from './finding.ts';
import type { Check } from './world.ts';

/** How well the processes are walled in that read text from repositories. */
export const checkGuard: Check = async ({ guard }) => {
  const found = await guard?.();
  if (found === undefined || found.network === 'namespace') return [];
  const finding: Finding = {
    level: 'warning',
    about: 'keyless child',
    message:
      'this system gives the processes that read text from repositories no network namespace of their own; they have no keys and no files all the same',
    hint: 'Let the bot make user namespaces (in containers: a seccomp profile that allows unshare), or let a firewall pass only GitHub, models and the database.',
  };
  return [finding];
};
