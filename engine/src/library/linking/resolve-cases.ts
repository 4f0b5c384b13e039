import type { Problem } from '../../errors/problem.ts';
import type { TableCase } from '../../tables/table-case.ts';
import type { ParsedCase, ParsedDataset } from '../documents/parsed-file.ts';
import { ownChecks } from '../documents/read-cases.ts';
import { readRowChecks } from '../documents/read-row-checks.ts';
import type { SideFiles } from '../loading/side-files.ts';
import type { Case } from '../nodes.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector, Owner } from './fault-collector.ts';

/** The cases of every dataset, by id; a dataset whose file cannot be read is absent. */
export type ResolvedCases = ReadonlyMap<string, readonly ParsedCase[]>;

/** Faults in the checks of one file's rows that are listed. */
const mostCheckFaults = 100;

/** Reads the data files of datasets and reports what is wrong with them. */
export async function resolveCases(
  index: DocumentIndex,
  sides: SideFiles,
  faults: FaultCollector,
): Promise<ResolvedCases> {
  const resolved = new Map<string, readonly ParsedCase[]>();
  for (const dataset of index.datasets.values()) {
    const cases = dataset.source ? await tableCases(index, dataset, sides, faults) : dataset.cases;
    if (cases) resolved.set(dataset.id, cases);
  }
  return resolved;
}

async function tableCases(
  index: DocumentIndex,
  dataset: ParsedDataset,
  sides: SideFiles,
  faults: FaultCollector,
): Promise<ParsedCase[] | undefined> {
  const { source } = dataset;
  const owner: Owner = `dataset:${dataset.id}`;
  if (!source || source.path === '') return undefined;
  const inputs = inputsOfReaders(index, dataset.id);
  const { value, problem } = await sides.table(source, dataset.file, inputs);
  if (problem) faults.add([owner], problem);
  if (!value) return undefined;
  const { cases, problems } = value.table;
  // Without one of its columns no row has what it should: one mistake, one problem.
  const missing = problems.filter(({ code }) => code === 'column-missing');
  for (const fault of missing.length > 0 ? missing : problems) {
    faults.add([owner], atItsColumn(fault, dataset));
  }
  if (missing.length > 0) return undefined;
  if (cases.length === 0 && problems.length === 0) {
    const message = `the file \`${source.path}\` has no cases`;
    const at = { file: dataset.file, ...source.at };
    faults.error([owner], 'cases-missing', message, at, 'add rows, or remove the dataset');
  }
  let faulty = 0;
  return cases.map((row): ParsedCase => {
    const at = { line: row.line, column: 1 };
    const own = row.checks && readRowChecks(row.checks, { file: source.path, at });
    for (const fault of own?.problems ?? []) {
      if (faulty++ < mostCheckFaults) faults.add([owner], fault);
    }
    const checks = own?.checks ?? [];
    return {
      case: { ...caseOf(row), ...ownChecks(checks, source.path) },
      file: source.path,
      at,
      inputsAt: undefined,
      ...(checks.length > 0 && { checks }),
    };
  });
}

/** A column that the file lacks is named where the document maps it. */
function atItsColumn(problem: Problem, { source, file }: ParsedDataset): Problem {
  if (problem.code !== 'column-missing' || !source) return problem;
  for (const [column, at] of source.columnsAt) {
    if (problem.message.includes(JSON.stringify(column))) return { ...problem, file, ...at };
  }
  return problem;
}

/** Inputs of the prompts that suites judge on this dataset; `undefined` when no suite reads it. */
function inputsOfReaders(index: DocumentIndex, dataset: string): Set<string> | undefined {
  const names = new Set<string>();
  let hasReader = false;
  for (const suite of index.suites.values()) {
    if (suite.dataset?.id !== dataset) continue;
    for (const { target } of suite.targets) {
      const prompt = index.prompts.get(target.prompt);
      if (!prompt) continue;
      hasReader = true;
      for (const name of prompt.inputs.keys()) names.add(name);
    }
  }
  return hasReader ? names : undefined;
}

function caseOf({ id, inputs, expected, isExpectedText, ...row }: TableCase): Case {
  const { history, tags, group } = row;
  return {
    id,
    inputs,
    ...(expected !== undefined && { expected }),
    ...(isExpectedText && { isExpectedText }),
    ...(history !== undefined && { history }),
    tags,
    ...(group !== undefined && { group }),
  };
}
