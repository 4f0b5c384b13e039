import type { Library } from '../library/library.ts';
import type { CassetteStore } from '../models/cassettes.ts';
import type { ModelDesk } from '../models/model-desk.ts';
import { createRenderer } from '../render/create-renderer.ts';
import { executeEvaluation } from './execute-evaluation.ts';
import { planEvaluation } from './plan-evaluation.ts';
import { createRenderCase } from './render-case.ts';

/** Which recordings the suites of a library still ask for. */
export interface UsedRecordings {
  /** Request keys by suite. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** Suites that cannot be evaluated now, so that nothing is known of theirs. */
  readonly unknown: ReadonlySet<string>;
}

export interface FindUsedOptions {
  readonly cassettes: CassetteStore;
  /** A desk in mode `replay` over these recordings, without a cache. */
  readonly deskOver: (cassettes: CassetteStore) => ModelDesk;
  readonly signal: AbortSignal;
}

/**
 * Replays every suite, judges and fresh runs for flips included, and notes which recordings are asked
 * for. Nothing is sent.
 */
export async function findUsedRecordings(
  library: Library,
  { cassettes, deskOver, signal }: FindUsedOptions,
): Promise<UsedRecordings> {
  const keys = new Map<string, Set<string>>();
  const unknown = new Set<string>();
  const desk = deskOver({
    ...cassettes,
    async find(suite, key) {
      const found = await cassettes.find(suite, key);
      if (found) keys.set(suite, (keys.get(suite) ?? new Set()).add(key));
      return found;
    },
  });
  const render = createRenderCase(library, createRenderer());
  for (const suite of library.suites.values()) {
    const plan = planEvaluation(library, {
      side: 'head',
      mode: 'replay',
      suites: [suite.id],
      repeats: suite.repeats + suite.gate.confirmRuns,
    });
    if (plan.notJudged.length > 0) unknown.add(suite.id);
    const draws = executeEvaluation(plan, { render, desk, concurrency: 8, signal });
    for await (const _ of draws);
  }
  return { keys, unknown };
}
