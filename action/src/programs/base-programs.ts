import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { localPrograms } from '@galley/engine/evaluate';
import type { Git, Programs } from '@galley/engine/ports';
import type { Runner } from '../runner/runner.ts';
import { writeCommit } from './write-commit.ts';

/**
 * Runs the programs of `command` checks in a folder of its own that holds the project as base's tip has
 * it, never head's files. The folder is written when the first program is to run.
 */
export function basePrograms(
  { environment, platform }: Pick<Runner, 'environment' | 'platform'>,
  options: {
    readonly git: Git;
    /** Tip of base. */
    readonly commit: string;
    readonly project: string;
    /** Where the folder is made; outside the work tree. */
    readonly place: string;
    readonly mask: (text: string) => string;
  },
): Programs {
  let programs: Promise<Programs> | undefined;
  async function open(): Promise<Programs> {
    const { git, commit, project, place, mask } = options;
    const folder = mkdtempSync(join(place, 'galley-base-'));
    await writeCommit(git, { commit, project, folder });
    return localPrograms({ environment, platform }, folder, mask);
  }
  return {
    async run(call, signal) {
      programs ??= open();
      return (await programs).run(call, signal);
    },
  };
}
