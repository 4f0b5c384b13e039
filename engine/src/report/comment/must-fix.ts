import { lineDiff } from '../../matching/line-diff.ts';
import type { Finding, Proof, SuiteComparison } from '../../proof/proof.ts';
import { codeSpan, fencedBlock, messageText } from '../markdown/escape-markdown.ts';
import { shortenText } from '../text/shorten-text.ts';
import { regressionText } from './regression-text.ts';

const mostListed = 20;
const exampleCharacters = 400;

/** What blocks the change, each with its place and, for a regression, one example as a diff. */
export function mustFix(proof: Proof): string {
  const items = blockingItems(proof);
  if (items.length === 0) return notes(proof);
  const listed = items.slice(0, mostListed);
  const more = items.length - listed.length;
  const rest = more > 0 ? [`- … and ${more} more`] : [];
  return [`**Must fix**\n${[...listed, ...rest].join('\n')}`, notes(proof)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** One item per finding, but one for everything that one suite says about one target and model. */
function blockingItems(proof: Proof): string[] {
  const blocking = proof.findings.filter((finding) => finding.severity === 'error');
  const groups = Map.groupBy(blocking, (finding) =>
    comparedSuite(finding, proof) === undefined
      ? finding
      : JSON.stringify([finding.suite, finding.target, finding.model]),
  );
  return [...groups.values()].map((findings) => {
    const [first] = findings;
    const suite = first && comparedSuite(first, proof);
    if (suite === undefined) return findings.map(placedItem).join('\n');
    return `- ${regressionText(findings, suite)}${exampleOf(findings, suite)}`;
  });
}

function placedItem(finding: Finding): string {
  const hasPlace = finding.code === 'problem' || finding.code === 'rendered-check-failed';
  const place = hasPlace ? `${codeSpan(`${finding.file}:${finding.line}:${finding.column}`)} ` : '';
  return `- ${place}${messageText(finding.message)}`;
}

function comparedSuite(finding: Finding, proof: Proof): SuiteComparison | undefined {
  if (finding.code === 'rendered-check-failed' || finding.suite === undefined) return undefined;
  return proof.evaluation.suites.find(
    (suite) =>
      suite.suite === finding.suite &&
      suite.target === finding.target &&
      suite.model === finding.model,
  );
}

/** The first case that broke, as a small diff of its answers. */
function exampleOf(findings: readonly Finding[], suite: SuiteComparison): string {
  const named = new Set(findings.map((finding) => finding.caseId));
  const flips = suite.flips.filter((flip) => flip.baseAnswer !== flip.headAnswer);
  const flip = flips.find((entry) => named.has(entry.caseId)) ?? flips[0];
  if (flip?.baseAnswer === undefined || flip.headAnswer === undefined) return '.';
  const diff = lineDiff(
    shortenText(flip.baseAnswer, exampleCharacters),
    shortenText(flip.headAnswer, exampleCharacters),
  );
  const block = fencedBlock(diff, 'diff').replace(/^/gm, '  ');
  return `. For example ${codeSpan(flip.caseId)}:\n${block}`;
}

/** One line for what a reviewer must know about how the numbers came about. */
function notes(proof: Proof): string {
  const { evaluation, revisions } = proof;
  const answers = evaluation.suites.reduce((sum, suite) => sum + suite.answersCompared, 0);
  const changed = evaluation.suites.reduce((sum, suite) => sum + suite.changedAnswers.length, 0);
  const lines: string[] = [];
  if (answers > 0) {
    lines.push(
      `${changed} of ${answers} answers changed${changed === 0 ? '' : ', worst first below'}.`,
    );
  }
  if (evaluation.usesScripted) {
    lines.push(
      'Some answers come from a _scripted_ model: free, and no evidence about a real one.',
    );
  }
  if (evaluation.usesLocalRecordings) {
    lines.push('Some answers are _local recordings_ that base does not have.');
  }
  if (revisions.policy.from === 'head') {
    lines.push("Judged under head's own policy, as asked; after merge base's policy decides.");
  }
  return lines.join(' ');
}
