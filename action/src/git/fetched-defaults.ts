import { GalleyError } from '@galley/engine/errors';
import { type DefaultsSource, defaultsInGit } from '@galley/engine/library';
import type { Git } from '@galley/engine/ports';
import { fetchCommits } from './fetch-commits.ts';
import type { Checkout } from './run-git.ts';

/**
 * What galley.yaml `extends`, fetched from the repository that it names where that has this one's owner.
 * What cannot be had is missing; the problem at `extends` says so.
 */
export function fetchedDefaults(git: Git, checkout: Checkout): DefaultsSource {
  const inGit = defaultsInGit(git);
  const [owner = ''] = new URL(checkout.url).pathname.split('/').slice(-2);
  return {
    async read(reference) {
      const [, from, repository, commit] =
        /^([\w.-]+)\/([\w.-]+)@([0-9a-f]+)$/.exec(reference) ?? [];
      if (from?.toLowerCase() === owner.toLowerCase() && commit !== undefined) {
        const url = new URL(`../${from}/${repository}`, checkout.url).href;
        await fetchCommits({ ...checkout, url }, [commit]).catch(ignoreRefusal);
      }
      return inGit.read(reference);
    },
  };
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof GalleyError)) throw error;
}
