import { toJson } from '../../units/to-json.ts';
import type { ProofFormat } from './contract.ts';

/** For log pipelines: the verdict, then one finding, comparison or flip per line. */
export const jsonlFormat: ProofFormat = {
  name: 'jsonl',
  mediaType: 'application/jsonl',
  format(proofs) {
    const lines = proofs.flatMap(({ project, revisions, verdict, findings, evaluation }) => [
      { type: 'verdict', project, ...verdict, base: revisions.base, head: revisions.head },
      ...findings.map((finding) => ({ type: 'finding', project, ...finding })),
      ...evaluation.suites.flatMap(({ suite, target, model, file, comparisons, flips }) => {
        const place = { project, suite, target, model, file };
        return [
          ...comparisons.map((comparison) => ({ type: 'comparison', ...place, ...comparison })),
          ...flips.map((flip) => ({ type: 'flip', ...place, ...flip })),
        ];
      }),
    ]);
    return lines.map((line) => `${toJson(line)}\n`).join('');
  },
};
