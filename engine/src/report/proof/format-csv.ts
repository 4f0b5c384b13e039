import { type CsvCell, csvRow } from '../data/csv-row.ts';
import type { ProofFormat } from './contract.ts';

const titles = [
  'project',
  'suite',
  'target',
  'model',
  'check',
  'base',
  'head',
  'difference',
  'interval_low',
  'interval_high',
  'adjusted_p',
  'test',
  'verdict',
  'blocking',
  'paired_cases',
  'repeats',
];

/** For spreadsheets: a row per comparison of one check, or of the pass rate, on base and head. */
export const csvFormat: ProofFormat = {
  name: 'csv',
  mediaType: 'text/csv',
  format(proofs) {
    const rows = proofs.flatMap(({ project, evaluation }) =>
      evaluation.suites.flatMap(({ suite, target, model, pairedCases, repeats, comparisons }) =>
        comparisons.map((comparison): CsvCell[] => [
          project,
          suite,
          target,
          model,
          comparison.name,
          comparison.base,
          comparison.head,
          comparison.difference,
          comparison.interval?.[0],
          comparison.interval?.[1],
          comparison.adjustedP,
          comparison.test,
          comparison.verdict,
          comparison.isBlocking ? 'yes' : 'no',
          pairedCases,
          repeats,
        ]),
      ),
    );
    return [titles, ...rows].map(csvRow).join('');
  },
};
