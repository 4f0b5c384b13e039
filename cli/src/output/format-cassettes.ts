import { type CassetteInspection, staleAfterDays } from '@galley/engine/models';
import { plural } from '@galley/engine/units';
import type { PrunedCassette } from '../workspace/cassettes/prune-cassettes.ts';
import type { Colors } from './colors.ts';
import { formatTable } from './format-table.ts';
import { outputLine } from './output-line.ts';

const mostDrawsShown = 5;

/** True when every line of the cassette counts wherever recordings must be verified. */
export function isVerified({ unverified, forged, foreign }: CassetteInspection): boolean {
  return unverified.length + forged.length + foreign.length === 0;
}

/** Inspections as text: a row per cassette, then what is wrong with each. */
export function formatInspections(
  inspections: readonly CassetteInspection[],
  colors: Colors,
): string {
  if (inspections.length === 0) return 'no cassettes\n';
  const rows = [
    ['suite', 'lines', 'on base', 'signed', 'unverified', 'oldest', ''],
    ...inspections.map((one) => [
      one.suite,
      `${one.lines}`,
      `${one.onBase}`,
      `${one.signed}`,
      `${one.unverified.length + one.forged.length}`,
      one.oldest ?? '-',
      isVerified(one) ? 'ok' : 'not verified',
    ]),
  ];
  const table = formatTable(rows, (cell, row, column) => {
    if (row === 0) return colors.dim(cell);
    if (column !== 6) return cell;
    return cell === 'ok' ? colors.green(cell) : colors.red(cell);
  });
  return (
    table +
    inspections
      .flatMap(remarks)
      .map((line) => `${outputLine(line)}\n`)
      .join('')
  );
}

function remarks(one: CassetteInspection): string[] {
  const draws = (list: CassetteInspection['forged']) => {
    const shown = list
      .slice(0, mostDrawsShown)
      .map(({ caseId, repeat }) => `${caseId}#${repeat + 1}`);
    const more = list.length - shown.length;
    return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  };
  return [
    one.unverified.length > 0 &&
      `${one.suite}: base does not have, and nobody signed: ${draws(one.unverified)}`,
    one.forged.length > 0 &&
      `${one.suite}: signed, but not for this line, this place or by a key of galley.yaml: ${draws(one.forged)}`,
    one.foreign.length > 0 && `${one.suite}: no recordings: line ${one.foreign.join(', ')}`,
    one.stale > 0 &&
      `${one.suite}: ${plural(one.stale, 'recording')} older than ${staleAfterDays} days; drop them with galley cassette prune --stale and record again`,
    ...one.driftedModels.map(
      (names) => `${one.suite}: one model under several names: ${names.join(', ')}`,
    ),
  ].filter((line) => line !== false);
}

/** What pruning did, as text. */
export function formatPruned(pruned: readonly PrunedCassette[], isDryRun: boolean): string {
  if (pruned.length === 0) return 'no cassettes\n';
  const verb = isDryRun ? 'would drop' : 'dropped';
  const rows = pruned.map(({ suite, kept, unused, stale, note }) => [
    suite,
    `${kept} kept`,
    `${verb} ${unused} unused`,
    stale > 0 ? `${verb} ${stale} stale` : '',
    note ?? '',
  ]);
  return formatTable(rows);
}
