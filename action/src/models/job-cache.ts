import { join } from 'node:path';
import * as cache from '@actions/cache';
import { createAnswerCache } from '@galley/engine/models';
import type { Clock, Random, Secrets } from '@galley/engine/ports';
import type { Step } from '../commands/step.ts';
import { temporaryFolder } from '../reports/report-folder.ts';
import type { Runner } from '../runner/runner.ts';
import { type CachePlace, cacheKeys } from './cache-keys.ts';
import { tidyAnswers } from './tidy-answers.ts';

type AnswerCache = ReturnType<typeof createAnswerCache>;

/** Answers of earlier jobs, so that a second push pays for nothing that was asked before. */
export interface JobCache {
  open(
    maxAgeMs: number,
    ports: { readonly clock: Clock; readonly random: Random; readonly secrets: Secrets },
  ): AnswerCache;
  /** Keeps what this job was answered; says so when it cannot. */
  save(): Promise<void>;
}

/**
 * The answers of earlier jobs; `undefined` where none may count: in a fork, without questions, and
 * where the inputs say so.
 */
export async function openStepCache(
  step: Pick<Step, 'runner' | 'event' | 'inputs'>,
): Promise<JobCache | undefined> {
  const { event, inputs } = step;
  const isFree = event.pullRequest?.isFork === true || inputs.command === 'render';
  if (isFree || inputs.isRefresh || !inputs.usesCache) return undefined;
  return openJobCache(step.runner, {
    place: event.pullRequest
      ? `pull-${event.pullRequest.number}`
      : (step.runner.environment.GITHUB_REF_NAME ?? ''),
    ...inputs,
  });
}

/**
 * Restores the newest answers of a job like this one, else of any that GitHub lets it see. What comes
 * back is data of an unknown hand: files that no answer could be are deleted, the others are read as
 * every cached answer is, and none can run.
 */
async function openJobCache(runner: Runner, place: CachePlace): Promise<JobCache> {
  const folder = cacheFolderOf(runner);
  const keys = cacheKeys(place);
  const written: Promise<void>[] = [];
  tidyAnswers(folder, runner.clock.now());
  const isThere = cache.isFeatureAvailable();
  if (isThere) await restore(runner, folder, keys);
  return {
    open(maxAgeMs, ports) {
      const opened = createAnswerCache({ ...ports, folder, maxAgeMs });
      return {
        find: opened.find,
        store(key, answer) {
          const stored = opened.store(key, answer);
          written.push(stored);
          return stored;
        },
      };
    },
    async save() {
      const outcomes = await Promise.allSettled(written);
      if (!isThere || !outcomes.some(({ status }) => status === 'fulfilled')) return;
      try {
        await cache.saveCache([folder], `${keys[0]}${uniqueSuffix(runner)}`);
      } catch (error) {
        runner.note(`the answers could not be kept for the next job: ${messageOf(error)}`);
      }
    },
  };
}

async function restore(
  runner: Runner,
  folder: string,
  keys: ReturnType<typeof cacheKeys>,
): Promise<void> {
  try {
    const key = await cache.restoreCache([folder], `${keys[0]}none`, keys);
    if (key === undefined) return;
  } catch (error) {
    runner.note(`no answers of earlier jobs: ${messageOf(error)}`);
  }
  const { kept, foreign } = tidyAnswers(folder, runner.clock.now());
  runner.note(`answers of earlier jobs: ${kept}`);
  if (foreign > 0) runner.warning(`${foreign} files of the cache are no answers and were deleted`);
}

/** GitHub keeps what was first kept under a key, so every job has one of its own. */
function uniqueSuffix({ environment, random }: Runner): string {
  const { GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT } = environment;
  const chance = Math.floor(random.next() * 36 ** 6).toString(36);
  return [GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, chance].join('-');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Folder of the answers; the same in every job, because GitHub finds a cache by its path too. */
function cacheFolderOf({ environment }: Pick<Runner, 'environment'>): string {
  return join(temporaryFolder(environment), 'galley-answers');
}
