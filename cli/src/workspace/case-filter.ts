import { join, resolve } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import {
  type CaseFilter,
  type FailedCases,
  failedCases,
  type JournalledDraw,
  openResultsFile,
  readJournalKey,
} from '@galley/engine/evaluate';
import { finishedRuns } from '@galley/engine/ledger';
import type { Library, Suite } from '@galley/engine/library';
import { nearestName } from '@galley/engine/matching';
import type { FilterRequest, SelectionOptions } from '../options/selection-options.ts';
import type { Session } from '../session.ts';

const mostValuesShown = 12;

/**
 * What `--filter` and `--sample` ask for; `undefined` when they ask for nothing.
 * @param options.suites ids of the suites that are run
 * @param options.stateFolder absolute path of `.galley/`
 * @throws GalleyError `usage` for an id, tag or failure that no case of these suites has, with the nearest
 */
export async function openCaseFilter(
  session: Session<SelectionOptions>,
  library: Library,
  { suites, stateFolder }: { readonly suites: readonly string[]; readonly stateFolder: string },
): Promise<CaseFilter | undefined> {
  const { filter: requests = [], sample, seed } = session.options;
  if (requests.length === 0 && sample === undefined) return undefined;
  const chosen = suites.flatMap((id) => library.suites.get(id) ?? []);
  const ids = valuesOf(requests, 'id');
  const tags = valuesOf(requests, 'tag');
  refuseUnknownIds(ids, chosen);
  refuseUnknownTags(tags, chosen);
  const failed = await readFailed(session, requests, { chosen, stateFolder });
  return {
    asked: [
      ...requests.map(
        ({ kind, value }) => `--filter ${value === undefined ? kind : `${kind}=${value}`}`,
      ),
      ...(sample === undefined ? [] : [`--sample ${sample} --seed ${seed}`]),
    ],
    ...(ids.length > 0 && { ids }),
    ...(tags.length > 0 && { tags }),
    ...(failed && { failed }),
    ...(sample !== undefined && { sample: { size: sample, seed } }),
  };
}

/** The refusal of filters that leave no case. */
export function nothingSelected({ asked }: CaseFilter): GalleyError {
  return new GalleyError('usage', `no case fits ${asked.join(' ')} together`, {
    hint: 'A case must fit every kind of filter; values of one kind are alternatives.',
  });
}

function valuesOf(requests: readonly FilterRequest[], kind: FilterRequest['kind']): string[] {
  return requests.flatMap((one) =>
    one.kind === kind && one.value !== undefined ? [one.value] : [],
  );
}

function refuseUnknownIds(ids: readonly string[], suites: readonly Suite[]): void {
  const known = new Set(suites.flatMap((suite) => suite.cases.map(({ id }) => id)));
  for (const id of ids) {
    if (known.has(id) || /[*?[]/.test(id)) continue;
    throw unknownValue('id', id, known);
  }
}

function refuseUnknownTags(tags: readonly string[], suites: readonly Suite[]): void {
  const known = new Set(suites.flatMap((suite) => suite.cases.flatMap((item) => item.tags)));
  for (const tag of tags) {
    if (known.has(tag)) continue;
    throw unknownValue('tag', tag, known);
  }
}

function unknownValue(kind: 'id' | 'tag', value: string, known: ReadonlySet<string>): GalleyError {
  const near = nearestName(value, known);
  return new GalleyError('usage', `no case has the ${kind} ${JSON.stringify(value)}`, {
    hint: near === undefined ? knownValues(kind, [...known].toSorted()) : `Did you mean ${near}?`,
  });
}

function knownValues(kind: string, known: readonly string[]): string {
  if (known.length === 0) return `The cases of these suites have no ${kind}s.`;
  const more = known.length - mostValuesShown;
  const rest = more > 0 ? ` and ${more} more` : '';
  return `The ${kind}s of these suites: ${known.slice(0, mostValuesShown).join(', ')}${rest}.`;
}

async function readFailed(
  { door }: Session,
  requests: readonly FilterRequest[],
  { chosen, stateFolder }: { readonly chosen: readonly Suite[]; readonly stateFolder: string },
): Promise<FailedCases | undefined> {
  const asked = requests.filter(({ kind }) => kind === 'failed');
  if (asked.length === 0) return undefined;
  const draws: JournalledDraw[] = [];
  for (const { value } of asked) {
    if (value === undefined) draws.push(...(await drawsOfLastRuns(stateFolder, chosen)));
    else {
      const file = await openResultsFile(resolve(door.cwd, value), value);
      for await (const { suite, caseId, outcome } of file.results()) {
        draws.push({ suite, caseId, outcome });
      }
    }
  }
  const failed = failedCases(draws);
  if (failed.size > 0) return failed;
  throw new GalleyError('usage', 'no case failed, so --filter failed leaves nothing to run', {
    hint:
      draws.length > 0
        ? 'Run without the filter.'
        : 'There is no finished run of these suites in .galley/runs: run them once without the filter.',
  });
}

/** Of each suite, the draws of the newest finished run that has any. */
async function drawsOfLastRuns(
  stateFolder: string,
  suites: readonly Suite[],
): Promise<JournalledDraw[]> {
  const wanted = new Set(suites.map(({ id }) => id));
  const draws: JournalledDraw[] = [];
  for await (const run of finishedRuns(join(stateFolder, 'runs'))) {
    const found = new Set<string>();
    for (const [key, entry] of run.entries) {
      const draw = readJournalKey(key, entry);
      if (draw === undefined || !wanted.has(draw.suite)) continue;
      found.add(draw.suite);
      draws.push(draw);
    }
    for (const suite of found) wanted.delete(suite);
    if (wanted.size === 0) break;
  }
  return draws;
}
