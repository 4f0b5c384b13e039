import type { JsonValue } from '../../nodes.ts';
import type { ImportedDocument } from '../contract.ts';
import type { ConvertedCases } from './convert-cases.ts';

/** Characters of cases that a suite holds itself; more go to a dataset with a data file. */
const mostInlineCharacters = 60_000;

interface SuiteHead {
  readonly id: string;
  readonly description: JsonValue | undefined;
  readonly repeats: number | undefined;
}

interface SuiteParts extends ConvertedCases {
  readonly targets: readonly string[];
  readonly aliases: readonly string[];
}

/** The suite of a configuration, and a dataset for many cases; none without prompts or cases. */
export function suiteDocuments(
  { id, description, repeats }: SuiteHead,
  { targets, aliases, cases, checks }: SuiteParts,
): {
  documents: ImportedDocument[];
  dataFiles: { path: string; text: string }[];
} {
  if (targets.length === 0 || cases.length === 0) return { documents: [], dataFiles: [] };
  const isLarge = JSON.stringify(cases).length > mostInlineCharacters;
  const head = { apiVersion: 'galley/v1' };
  const suite = {
    ...head,
    kind: 'Suite',
    ...(typeof description === 'string' && { description }),
    targets: [...targets],
    ...(aliases.length > 1 && { models: [...aliases] }),
    ...(isLarge ? { dataset: id } : { cases: [...cases] }),
    ...(repeats !== undefined && { repeats }),
    ...(checks.length > 0 && { checks: [...checks] }),
  };
  const documents: ImportedDocument[] = [{ path: `suites/${id}.yaml`, value: suite }];
  if (!isLarge) return { documents, dataFiles: [] };
  const file = `${id.split('/').at(-1)}.jsonl`;
  documents.push({
    path: `datasets/${id}.yaml`,
    value: { ...head, kind: 'Dataset', source: { file } },
  });
  const text = cases.map((item) => `${JSON.stringify(item)}\n`).join('');
  return { documents, dataFiles: [{ path: `datasets/${file}`, text }] };
}
