import type { Finding, Proof, SuiteComparison, WeakenedSuite } from '../../proof/proof.ts';
import { plural } from '../../units/plural.ts';
import type { Markup } from '../markdown/markup.ts';
import { shortenText } from '../text/shorten-text.ts';

/** What the numbers of an evaluation do not say, one line each. */
export function evaluationRemarks(proof: Proof, markup: Markup): string[] {
  const { evaluation } = proof;
  return [
    ...evaluation.suites.flatMap((suite) => suiteRemarks(suite, proof, markup)),
    ...evaluation.notJudged.map(
      ({ suite, target, reason }) =>
        `${markup.name(target === undefined ? suite : `${suite}: ${target}`)} not judged: ${markup.message(reason)}`,
    ),
    ...evaluation.otherTimes.map(
      ({ suite, when }) =>
        `${markup.name(suite)} not judged here: ${when === 'nightly' ? 'it runs nightly' : 'it runs only when it is named'}`,
    ),
    ...evaluation.notCovered.map(
      (prompt) => `${markup.name(prompt)} changed and no suite covers it`,
    ),
    ...evaluation.weakened.map(
      (weakened) =>
        `suite ${markup.name(weakened.suite)} is weaker than on base (${markup.text(weakened.differences.join('; '))})${weakenedText(weakened, markup)}`,
    ),
    ...evaluation.editedExpectations.map(
      ({ suite, caseId, base, head }) =>
        `${markup.name(`${suite}: ${caseId}`)} expectation edited, both sides judged by the new one: ${markup.name(jsonText(base))} → ${markup.name(jsonText(head))}`,
    ),
  ];
}

function weakenedText({ isFailing, outcomes }: WeakenedSuite, markup: Markup): string {
  if (isFailing) return ` and ${markup.strong('fails')} as base has it`;
  const isWhole =
    outcomes.length > 0 &&
    outcomes.every(({ notExecutedCases, errorCases }) => notExecutedCases + errorCases === 0);
  return isWhole
    ? '; as base has it, it still passes'
    : '; as base has it, it could not be wholly run';
}

function suiteRemarks(suite: SuiteComparison, { findings }: Proof, markup: Markup): string[] {
  const name = markup.name(
    suite.target === suite.suite ? suite.suite : `${suite.suite}: ${suite.target}`,
  );
  const remarks: string[] = [];
  const flaky = suite.head.flakyCases;
  if (flaky.length > 0) {
    remarks.push(
      `${name} flaky on head: ${flaky.slice(0, 10).map(markup.name).join(', ')}${flaky.length > 10 ? ` and ${flaky.length - 10} more` : ''}`,
    );
  }
  const open = suite.flips.filter((flip) => flip.state !== 'confirmed' && !flip.isHard);
  if (open.length > 0) {
    const cases = [...new Set(open.map((flip) => flip.caseId))];
    remarks.push(
      `${name} passed on base and failed on head, not confirmed, not blocking: ${cases.slice(0, 10).map(markup.name).join(', ')}${cases.length > 10 ? ` and ${cases.length - 10} more` : ''}`,
    );
  }
  const found = new Set(findings.filter((finding) => isOf(finding, suite)).map(nameOfGate));
  for (const miss of suite.head.misses) {
    if (!found.has(nameOfGate(miss))) remarks.push(`${name} ${markup.message(miss.message)}`);
  }
  if (suite.head.notExecutedCases > 0) {
    remarks.push(
      `${name} ${suite.head.notExecutedCases} of ${plural(suite.head.cases, 'case')} not executed`,
    );
  }
  if (suite.head.errorCases > 0) {
    remarks.push(
      `${name} ${suite.head.errorCases} of ${plural(suite.head.cases, 'case')} ended in an error`,
    );
  }
  return remarks;
}

function isOf(finding: Finding, { suite, target, model }: SuiteComparison): boolean {
  return finding.suite === suite && finding.target === target && finding.model === model;
}

/** A suite can have several queries, and miss each for itself. */
function nameOfGate({ gate, check }: { readonly gate?: string; readonly check?: string }): string {
  return `${gate} ${gate === 'sql' ? check : ''}`;
}

function jsonText(value: unknown): string {
  return value === undefined ? 'none' : shortenText(JSON.stringify(value), 120);
}
