import { findUsedRecordings } from '@galley/engine/evaluate';
import type { Library } from '@galley/engine/library';
import {
  createCassetteStore,
  createModelDesk,
  isStaleDay,
  parseCassette,
  writeCassetteFile,
} from '@galley/engine/models';
import type { Secrets, SourceTree } from '@galley/engine/ports';
import type { Door } from '../../door.ts';
import type { FoundCassette } from './find-cassettes.ts';

/** What pruning did to one cassette, or would do. */
export interface PrunedCassette {
  readonly suite: string;
  readonly kept: number;
  /** Lines that no case asks for any more. */
  readonly unused: number;
  /** Further lines that were older than 30 days and asked to be dropped. */
  readonly stale: number;
  /** Why nothing was dropped although it might be. */
  readonly note: string | undefined;
}

export interface PruneOptions {
  readonly library: Library;
  readonly tree: SourceTree;
  /** Absolute project folder. */
  readonly folder: string;
  readonly dropsStale: boolean;
  readonly isDryRun: boolean;
  readonly secrets: Secrets;
  readonly door: Pick<Door, 'clock' | 'random' | 'signal'>;
}

/**
 * Drops recordings that no suite asks for: replays every suite and keeps what was looked up.
 * @throws GalleyError `file-unwritable`
 */
export async function pruneCassettes(
  cassettes: readonly FoundCassette[],
  options: PruneOptions,
): Promise<PrunedCassette[]> {
  const { library, tree, folder, isDryRun, door } = options;
  const used = await findUsed(options);
  const nowMs = door.clock.now();
  const done: PrunedCassette[] = [];
  for (const { suite, file, text } of cassettes) {
    const { lines, foreign } = parseCassette(text);
    const isUnknown = used.unknown.has(suite);
    const asked = used.keys.get(suite) ?? new Set<string>();
    const wanted = [...lines].filter(([key]) => isUnknown || asked.has(key));
    const kept = wanted.filter(([, { at }]) => !options.dropsStale || !isStaleDay(at, nowMs));
    if (!isDryRun) await writeCassetteFile(folder, file, { lines: new Map(kept), foreign });
    done.push({
      suite,
      kept: kept.length,
      unused: lines.size - wanted.length,
      stale: wanted.length - kept.length,
      note: noteOf(library, suite, isUnknown),
    });
  }
  return done;

  async function findUsed({ secrets }: PruneOptions) {
    const ports = { clock: door.clock, random: door.random, secrets };
    return findUsedRecordings(library, {
      cassettes: createCassetteStore({ ...ports, head: tree }),
      signal: door.signal,
      deskOver: (store) =>
        createModelDesk({
          ...ports,
          project: library.project,
          scriptedFiles: library.scriptedFiles,
          mode: 'replay',
          spend: nothingIsSpent,
          cassettes: store,
          emit: () => undefined,
          allowPrivateHosts: true,
        }),
    });
  }
}

function noteOf(library: Library, suite: string, isUnknown: boolean): string | undefined {
  if (isUnknown) return 'the suite cannot be evaluated, so all are kept';
  return library.suites.has(suite) ? undefined : 'there is no such suite';
}

/** Replaying sends nothing, so nothing may ever be reserved. */
const nothingIsSpent = {
  reserve() {
    throw new TypeError('a replay reserves no money');
  },
};
