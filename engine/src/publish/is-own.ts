import type { GitHubUser } from './github-client.ts';
import type { SelfOnGitHub } from './target.ts';

/**
 * Whether we wrote it: a marker in a comment of anybody else is only text. GitHub lets nobody else have a
 * login that ends in `[bot]`. Where GitHub names the App and we know ours, both must fit.
 */
export function isOwn(
  written: {
    readonly user: GitHubUser | null;
    readonly performed_via_github_app?: { readonly id: number } | null | undefined;
  },
  { login, appId }: SelfOnGitHub,
): boolean {
  const author = written.user?.login.toLowerCase();
  if (author === undefined || author !== login.toLowerCase()) return false;
  const app = written.performed_via_github_app?.id;
  return appId === undefined || app === undefined || app === appId;
}
