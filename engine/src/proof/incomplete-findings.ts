import type { Severity } from '../library/project.ts';
import { stricterSeverity } from './effective-policy.ts';
import { severityOf } from './evaluation-findings.ts';
import type { FindingsInput } from './findings-input.ts';
import type { Finding, SuiteComparison, WeakenedSuite } from './proof.ts';

const mostReasonsShown = 2;
const start = { line: 1, column: 1 };

/** What the evaluation could not find out: failed calls, cases not executed, targets not judged. */
export function incompleteFindings(input: FindingsInput): Finding[] {
  if (input.policy.gate.evaluate === 'off') return [];
  return [
    ...errorFindings(input),
    ...notExecutedFindings(input),
    ...notJudgedFindings(input),
    ...queryFindings(input),
    ...weakenedFindings(input),
  ];
}

function errorFindings({ erredCases }: FindingsInput): Finding[] {
  if (erredCases === 0) return [];
  const what = erredCases === 1 ? 'case' : 'cases';
  const message = `${erredCases} ${what} ended in an error after all retries`;
  return [{ severity: 'error', code: 'provider-error', message, file: 'galley.yaml', ...start }];
}

/** One finding per severity: suites may be stricter than the project. */
function notExecutedFindings(input: FindingsInput): Finding[] {
  const { evaluation } = input;
  const bySeverity = Map.groupBy(
    evaluation.suites.filter(({ head }) => head.notExecutedCases > 0),
    ({ suite }) => severityOf(notExecutedOf(input, suite)),
  );
  return [...bySeverity].flatMap(([severity, suites]) => {
    if (severity === undefined) return [];
    const message = `${missingOf(suites)} of ${evaluation.head.cases} cases were not executed: ${whyMissing(input, suites)}`;
    return [{ severity, code: 'not-executed' as const, message, file: 'galley.yaml', ...start }];
  });
}

/** What leaves a case open is a check that could not be judged, or an answer that nobody has. */
function whyMissing(
  { evaluation: { mode }, openChecks }: FindingsInput,
  suites: readonly SuiteComparison[],
): string {
  const reasons = new Set(suites.flatMap(({ suite }) => openChecks.get(suite) ?? []));
  if (reasons.size > 0) return [...reasons].slice(0, mostReasonsShown).join('; ');
  return `mode \`${mode}\` has no recorded answer for them (try \`--mode auto\`)`;
}

function missingOf(suites: readonly SuiteComparison[]): number {
  return suites.reduce((sum, { head }) => sum + head.notExecutedCases, 0);
}

/** The suite's word as base has it, else the project's; head's suite can only be stricter. */
function notExecutedOf({ policy, options, base, head }: FindingsInput, suite: string): Severity {
  const project = policy.gate.notExecuted ?? options.notExecutedDefault;
  const onBase = base.suites.get(suite)?.gate.notExecuted ?? project;
  return stricterSeverity(onBase, head.suites.get(suite)?.gate.notExecuted ?? 'off');
}

/** Targets without a fault of their own that no model may answer. Faulty ones have problems. */
function notJudgedFindings(input: FindingsInput): Finding[] {
  if (!input.hasPolicy) return [];
  const { notJudged, head } = input;
  return notJudged.flatMap(({ suite: id, target, reason }): Finding[] => {
    const suite = head.suites.get(id);
    const prompt = head.prompts.get(target?.replace(/\+.*$/, '') ?? '');
    const severity = severityOf(notExecutedOf(input, id));
    const isFaulty =
      suite === undefined || prompt === undefined || !head.isSound(suite) || !head.isSound(prompt);
    if (isFaulty || severity === undefined || target === undefined) return [];
    const message = `\`${target}\` in suite \`${id}\` was not judged: ${reason}`;
    const place = { file: suite.file, ...start, suite: id, target };
    return [{ severity, code: 'not-executed', message, ...place }];
  });
}

/** A door that answers no queries must not pass what base's query may catch; a new one is told of. */
function queryFindings(input: FindingsInput): Finding[] {
  const { evaluation, hasPolicy, options } = input;
  if (!hasPolicy || options.clock !== undefined) return [];
  const withQueries = evaluation.suites.filter(({ base, head }) =>
    [base, head].some((side) => side?.checks.some(({ key }) => key === 'sql')),
  );
  const bySuite = new Map(withQueries.map((one) => [one.suite, one.file]));
  return [...bySuite].flatMap(([suite, file]): Finding[] => {
    const isOnBase = input.base.suites.get(suite)?.checks.some(({ key }) => key === 'sql') === true;
    const severity = severityOf(isOnBase ? notExecutedOf(input, suite) : 'warn');
    if (severity === undefined) return [];
    const message = `the \`sql\` checks of suite \`${suite}\` were not judged: this door answers no queries (the command line and the Action do)`;
    return [{ severity, code: 'not-executed', message, file, ...start, suite }];
  });
}

/** Weakened suites of which base's version did not fail, but was not wholly run either. */
function weakenedFindings(input: FindingsInput): Finding[] {
  const { evaluation, policy, hasPolicy, stoppedBy } = input;
  if (!hasPolicy || stoppedBy !== undefined || policy.gate.suiteWeakened === 'off') return [];
  return evaluation.weakened.flatMap((weakened): Finding[] => {
    const severity = severityOf(notExecutedOf(input, weakened.suite));
    if (weakened.isFailing || severity === undefined || isWhollyRun(weakened)) return [];
    const { suite, file, differences } = weakened;
    const message = `suite \`${suite}\` was weakened (${differences.join('; ')}) and could not be wholly run as base has it`;
    return [{ severity, code: 'not-executed', message, file, ...start, suite }];
  });
}

function isWhollyRun({ outcomes }: WeakenedSuite): boolean {
  return (
    outcomes.length > 0 &&
    outcomes.every(({ notExecutedCases, errorCases }) => notExecutedCases + errorCases === 0)
  );
}
