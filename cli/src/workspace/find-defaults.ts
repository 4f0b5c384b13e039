import { type DefaultsSource, defaultsInGit } from '@galley/engine/library';
import type { Git } from '@galley/engine/ports';

/** What galley.yaml extends, where the repository holds that commit; Galley fetches nothing itself. */
export function findDefaults(openRepository: () => Promise<Git | undefined>): DefaultsSource {
  return {
    async read(reference) {
      const git = await openRepository();
      return git && defaultsInGit(git).read(reference);
    },
  };
}
