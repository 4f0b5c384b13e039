import { lineDiff } from '../../matching/line-diff.ts';
import type { Finding, Proof, SuiteComparison } from '../../proof/proof.ts';
import type { Markup } from '../markdown/markup.ts';
import { placeText } from '../text/place-text.ts';
import { shortenText } from '../text/shorten-text.ts';
import { regressionText } from './regression-text.ts';

/** One thing that blocks the change. */
export interface MustFixItem {
  /** One line without a final period. */
  readonly text: string;
  /** A case that broke, its answers as a diff. */
  readonly example?: { readonly caseId: string; readonly diff: readonly string[] };
}

const mostNamed = 5;
const exampleCharacters = 400;
/** Findings that a place in a file explains. */
const placedCodes = new Set<Finding['code']>(['problem', 'version-bump', 'rendered-check-failed']);

/**
 * One item per finding, but one for everything that one suite says about one target and model, and
 * one for all cases that fail the same check of rendered text.
 */
export function mustFixItems(proof: Proof, markup: Markup): MustFixItem[] {
  const blocking = proof.findings.filter((finding) => finding.severity === 'error');
  const groups = Map.groupBy(blocking, (finding) => groupOf(finding, proof));
  return [...groups.values()].map((findings): MustFixItem => {
    const [first] = findings;
    const suite = first && comparedSuite(first, proof);
    if (suite !== undefined) {
      return { text: regressionText(findings, suite, markup), ...exampleOf(findings, suite) };
    }
    const [text, ...others] = findings.map((finding) => placedItem(finding, proof.project, markup));
    const more = others.length > 0 ? `; also ${otherCases(findings.slice(1), markup)}` : '';
    return { text: `${text ?? ''}${more}` };
  });
}

function groupOf(finding: Finding, proof: Proof): unknown {
  const { code, suite, target, check, model } = finding;
  if (code === 'rendered-check-failed') return JSON.stringify([code, suite, target, check]);
  return comparedSuite(finding, proof) === undefined
    ? finding
    : JSON.stringify([suite, target, model]);
}

function otherCases(findings: readonly Finding[], markup: Markup): string {
  const named = findings.slice(0, mostNamed).map(({ caseId = '' }) => markup.name(caseId));
  const more = findings.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function placedItem(finding: Finding, project: string, markup: Markup): string {
  const hasPlace = placedCodes.has(finding.code);
  const place = hasPlace ? `${markup.name(placeText(finding, project))} ` : '';
  return `${place}${markup.message(finding.message)}`;
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
function exampleOf(
  findings: readonly Finding[],
  suite: SuiteComparison,
): Pick<MustFixItem, 'example'> {
  const named = new Set(findings.map((finding) => finding.caseId));
  const flips = suite.flips.filter((flip) => flip.baseAnswer !== flip.headAnswer);
  const flip = flips.find((entry) => named.has(entry.caseId)) ?? flips[0];
  if (flip?.baseAnswer === undefined || flip.headAnswer === undefined) return {};
  const diff = lineDiff(
    shortenText(flip.baseAnswer, exampleCharacters),
    shortenText(flip.headAnswer, exampleCharacters),
  );
  return { example: { caseId: flip.caseId, diff } };
}
