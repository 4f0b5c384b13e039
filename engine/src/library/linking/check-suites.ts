import type { Position } from '../../errors/problem.ts';
import { nearestName } from '../../matching/nearest.ts';
import { coerceInputs } from '../coerce-inputs.ts';
import type { ParsedCase, ParsedPrompt, ParsedSuite } from '../documents/parsed-file.ts';
import type { Check, JsonValue } from '../nodes.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector, Owner } from './fault-collector.ts';

/** Unknown targets of one suite that are listed. */
const mostUnknownTargets = 100;

/** Different faults in the cases of one suite that are listed. */
const mostCaseFaults = 50;

/**
 * Reports what is wrong between a suite, its targets, its dataset and its cases.
 * @param cases the dataset's cases followed by the suite's own; `undefined` when they are not known
 */
export function checkSuite(
  index: DocumentIndex,
  suite: ParsedSuite,
  cases: readonly ParsedCase[] | undefined,
  faults: FaultCollector,
): void {
  const owners = ownersOf(suite);
  const targets = checkTargets(index, suite, owners, faults);
  checkDataset(index, suite, owners, faults);
  if (!cases) return;
  checkHasChecks(suite, cases, owners, faults);
  checkUniqueCases(cases, owners, faults);
  checkOwnNames(suite, cases, owners, faults);
  checkExpectations(suite, cases, owners, faults);
  if (targets.length === 0 || targets.length < new Set(suite.targets.map(promptOf)).size) return;
  checkCaseInputs(cases, targets, owners, faults);
  checkReadInputs(suite, cases, targets, owners, faults);
}

/** A suite's errors are the suite's; inline ones are the prompt's too, because it is one document. */
export function ownersOf(suite: ParsedSuite): Owner[] {
  return suite.isInline ? [`suite:${suite.id}`, `prompt:${suite.id}`] : [`suite:${suite.id}`];
}

function promptOf({ target }: ParsedSuite['targets'][number]): string {
  return target.prompt;
}

function checkTargets(
  index: DocumentIndex,
  suite: ParsedSuite,
  owners: readonly Owner[],
  faults: FaultCollector,
): ParsedPrompt[] {
  const found = new Map<string, ParsedPrompt>();
  let unknown = 0;
  for (const { target, at } of suite.targets) {
    const prompt = index.prompts.get(target.prompt);
    const place = { file: suite.file, ...at };
    if (!prompt) {
      unknown += 1;
      if (index.broken.has(`prompt:${target.prompt}`) || unknown > mostUnknownTargets) continue;
      const message = `there is no prompt \`${target.prompt}\``;
      const hint = hintFor(
        target.prompt,
        index.prompts.keys(),
        `add \`prompts/${target.prompt}.yaml\``,
      );
      faults.error(owners, 'unknown-reference', message, place, hint);
      continue;
    }
    found.set(prompt.id, prompt);
    if (target.variant === undefined || prompt.variants.has(target.variant)) continue;
    const message = `the prompt \`${prompt.id}\` has no variant \`${target.variant}\``;
    const hint = hintFor(target.variant, prompt.variants.keys(), 'add it under `variants`');
    faults.error(owners, 'unknown-reference', message, place, hint);
  }
  return [...found.values()];
}

function checkDataset(
  index: DocumentIndex,
  { dataset, file }: ParsedSuite,
  owners: readonly Owner[],
  faults: FaultCollector,
): void {
  if (!dataset || index.datasets.has(dataset.id)) return;
  if (index.broken.has(`dataset:${dataset.id}`)) {
    for (const owner of owners) faults.faulty.add(owner);
    return;
  }
  const message = `there is no dataset \`${dataset.id}\``;
  const hint = hintFor(dataset.id, index.datasets.keys(), `add \`datasets/${dataset.id}.yaml\``);
  faults.error(owners, 'unknown-reference', message, { file, ...dataset.at }, hint);
}

function hintFor(name: string, known: Iterable<string>, otherwise: string): string {
  const near = nearestName(name, known);
  return near ? `did you mean \`${near}\`?` : otherwise;
}

/** A case that nothing checks would pass whatever is answered. */
function checkHasChecks(
  suite: ParsedSuite,
  cases: readonly ParsedCase[],
  owners: readonly Owner[],
  faults: FaultCollector,
): void {
  const bare = cases.filter((item) => item.case.checks === undefined);
  if (suite.checks.length > 0 || (bare.length === 0 && cases.length > 0)) return;
  const message =
    bare.length < cases.length
      ? `${bare.length} of ${cases.length} cases have no checks, and there are none for all; the first is \`${bare[0]?.case.id}\``
      : suite.isInline
        ? 'the cases have no `checks`, so that nothing would be checked'
        : 'the suite has no `checks`, so that nothing would be checked';
  const hint = 'add `checks:`, for example `- contains: some words`, here or to every case';
  faults.error(owners, 'checks-missing', message, { file: suite.file, ...suite.at }, hint);
}

function checkUniqueCases(
  cases: readonly ParsedCase[],
  owners: readonly Owner[],
  faults: FaultCollector,
): void {
  const firsts = new Map<string, ParsedCase>();
  for (const item of cases) {
    const first = firsts.get(item.case.id);
    if (!first) firsts.set(item.case.id, item);
    // Within one file the file's own reader has reported it.
    else if (first.file !== item.file) {
      const message = `the case id \`${item.case.id}\` is taken by \`${first.file}\` line ${first.at.line}`;
      faults.error(owners, 'case-duplicate', message, placeOf(item), 'give it another id');
    }
  }
}

function checkExpectations(
  suite: ParsedSuite,
  cases: readonly ParsedCase[],
  owners: readonly Owner[],
  faults: FaultCollector,
): void {
  for (const item of cases) checkOwnExpectations(item, owners, faults);
  for (const { check, readsExpected } of suite.checks) {
    for (const path of readsExpected) {
      const lacking = cases.filter((item) => !hasPath(item.case.expected, path));
      const [first] = lacking;
      if (!first) continue;
      const name = ['expected', ...path].join('.');
      const others =
        lacking.length > 1
          ? `, nor ${lacking.length === 2 ? 'has' : 'have'} ${othersOf(lacking.length)}`
          : '';
      const message = `the case \`${first.case.id}\` has no \`${name}\`, which the check \`${check.name}\` reads${others}`;
      const hint = `add it under \`expected\`, or remove the check (${suite.file}:${check.at.line})`;
      faults.error(owners, 'expected-missing', message, placeOf(first), hint);
    }
  }
}

function checkOwnExpectations(
  item: ParsedCase,
  owners: readonly Owner[],
  faults: FaultCollector,
): void {
  for (const { check, readsExpected } of item.checks ?? []) {
    const path = readsExpected.find((keys) => !hasPath(item.case.expected, keys));
    if (path === undefined) continue;
    const name = ['expected', ...path].join('.');
    const message = `the case \`${item.case.id}\` has no \`${name}\`, which its check \`${check.name}\` reads`;
    const hint = 'add it under `expected`, or remove the check';
    faults.error(owners, 'expected-missing', message, { file: item.file, ...check.at }, hint);
  }
}

/**
 * A result is found by its case and its check's name, so one case has no name twice; checks of one name
 * are counted together, so they count alike.
 */
function checkOwnNames(
  suite: ParsedSuite,
  cases: readonly ParsedCase[],
  owners: readonly Owner[],
  faults: FaultCollector,
): void {
  const taken = new Map(suite.checks.map(({ check }) => [check.name, check.at.line]));
  const firsts = new Map<string, { readonly check: Check; readonly item: ParsedCase }>();
  for (const item of cases) {
    for (const { check } of item.checks ?? []) {
      const first = firsts.get(check.name);
      if (!first) firsts.set(check.name, { check, item });
      else if (first.check.weight !== check.weight || first.check.isHard !== check.isHard) {
        const message = `the check \`${check.name}\` of the case \`${item.case.id}\` counts otherwise than that of the case \`${first.item.case.id}\``;
        const hint = 'give them the same `weight` and `hard`, or another name';
        const at = { file: item.file, ...check.at };
        faults.error(owners, 'check-duplicate', message, at, hint);
      }
      const line = taken.get(check.name);
      if (line === undefined) continue;
      const message = `the check name \`${check.name}\` of the case \`${item.case.id}\` is taken by a check of the suite (${suite.file}:${line})`;
      const at = { file: item.file, ...check.at };
      faults.error(owners, 'check-duplicate', message, at, 'give the check of the case a `name`');
    }
  }
}

function hasPath(value: JsonValue | undefined, path: readonly (string | number)[]): boolean {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return false;
    at = (at as Record<string, JsonValue>)[key];
  }
  return at !== undefined;
}

function checkCaseInputs(
  cases: readonly ParsedCase[],
  targets: readonly ParsedPrompt[],
  owners: readonly Owner[],
  faults: FaultCollector,
): void {
  // An input that a prompt gains or loses is one mistake, however many cases it is seen in.
  const found = new Map<string, { item: ParsedCase; fault: CaseFault; count: number }>();
  for (const item of cases) {
    for (const fault of caseFaults(item, targets)) {
      const key = `${item.file}\0${fault.code}\0${fault.message}`;
      const same = found.get(key);
      if (same) same.count += 1;
      else if (found.size < mostCaseFaults) found.set(key, { item, fault, count: 1 });
    }
  }
  for (const { item, fault, count } of found.values()) {
    const at = { file: item.file, ...(item.inputsAt?.get(fault.input) ?? item.at) };
    const more = count > 1 ? ` and ${othersOf(count)}` : '';
    const message = `case \`${item.case.id}\`${more}: ${fault.message}`;
    faults.error(owners, fault.code, message, at, fault.hint());
  }
}

/** `1 other case`, `12 other cases`. */
function othersOf(count: number): string {
  return `${count - 1} other case${count === 2 ? '' : 's'}`;
}

type CaseFault = {
  input: string;
  code: 'input-invalid' | 'input-missing';
  message: string;
  /** Asked only for the faults that are listed: looking for a near name takes time. */
  hint: () => string | undefined;
};

function caseFaults(item: ParsedCase, targets: readonly ParsedPrompt[]): CaseFault[] {
  const { inputs } = item.case;
  const faults: CaseFault[] = [];
  const seen = new Set<string>();
  const add = (fault: CaseFault) => {
    if (seen.has(fault.message)) return;
    seen.add(fault.message);
    faults.push(fault);
  };
  const isOnly = targets.length === 1;
  for (const name of Object.keys(inputs)) {
    if (targets.some((prompt) => prompt.inputs.has(name))) continue;
    const known = targets.flatMap((prompt) => [...prompt.inputs.keys()]);
    const by = isOnly ? `\`${targets[0]?.id}\` does not declare` : 'no target declares';
    const message = `${by} the input \`${name}\``;
    const otherwise =
      inputs[name] === null && item.inputsAt
        ? 'a comma inside { } starts a new key: put text that holds a comma in quotes'
        : `the inputs are ${known.join(', ') || 'none'}`;
    const hint = () => hintFor(name, known, otherwise);
    add({ input: name, code: 'input-invalid', message, hint });
  }
  if ((item.case.history ?? []).length > 0 && !targets.some(takesHistory)) {
    const by = isOnly ? `\`${targets[0]?.id}\` has` : 'no target has';
    const message = `${by}${isOnly ? ' no' : ' a'} place for \`history\``;
    const hint = () => 'write `- placeholder: history` among its messages';
    add({ input: 'history', code: 'input-invalid', message, hint });
  }
  for (const prompt of targets) {
    const given = Object.entries(inputs).filter(([name]) => prompt.inputs.has(name));
    const { faults: found } = coerceInputs(prompt.inputs, Object.fromEntries(given));
    for (const { input, kind, message, hint } of found ?? []) {
      const code = kind === 'missing' ? 'input-missing' : 'input-invalid';
      const where = isOnly ? '' : ` for \`${prompt.id}\``;
      const text = kind === 'missing' ? `${message}${where}` : `\`${input}\`${where}: ${message}`;
      add({ input, code, message: text, hint: () => hint });
    }
  }
  return faults;
}

function takesHistory({ body, variants }: ParsedPrompt): boolean {
  return [body, ...variants.values()].some(({ messages }) =>
    messages.some((message) => 'placeholder' in message),
  );
}

function checkReadInputs(
  suite: ParsedSuite,
  cases: readonly ParsedCase[],
  targets: readonly ParsedPrompt[],
  owners: readonly Owner[],
  faults: FaultCollector,
): void {
  const ofCases = cases.flatMap(({ file, checks = [] }) =>
    checks.map((check) => ({ ...check, file })),
  );
  const ofSuite = suite.checks.map((check) => ({ ...check, file: suite.file }));
  for (const { check, readsInputs, file } of [...ofSuite, ...ofCases]) {
    for (const { name, at } of readsInputs) {
      if (targets.some((prompt) => prompt.inputs.has(name))) continue;
      const known = targets.flatMap((prompt) => [...prompt.inputs.keys()]);
      const message = `the check \`${check.name}\` reads the input \`${name}\`, which no target declares`;
      const hint = hintFor(name, known, `the inputs are ${known.join(', ') || 'none'}`);
      faults.error(owners, 'expression-invalid', message, { file, ...at }, hint);
    }
  }
}

function placeOf({ file, at }: ParsedCase): Position & { file: string } {
  return { file, ...at };
}
