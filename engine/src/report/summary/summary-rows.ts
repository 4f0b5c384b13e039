import type { Proof, SuiteComparison } from '../../proof/proof.ts';
import { formatUsd } from '../../units/format-usd.ts';
import { plural } from '../../units/plural.ts';
import type { CommentOptions } from '../comment/comment-options.ts';
import type { Markup } from '../markdown/markup.ts';
import { costChangeText } from './cost-change-text.ts';

/** One step of the proof in one line. */
export interface SummaryRow {
  readonly name: 'Validate' | 'Render' | 'Evaluate' | 'Cost';
  readonly status: 'passed' | 'warned' | 'failed' | 'none' | 'cost';
  readonly text: string;
}

export interface SummaryOptions extends Pick<CommentOptions, 'spend'> {
  readonly markup: Markup;
}

type Result = Omit<SummaryRow, 'name'>;

/** The steps of a proof, always all of them. */
export function summaryRows(proof: Proof, options: SummaryOptions): SummaryRow[] {
  return [
    { name: 'Validate', ...validateRow(proof) },
    { name: 'Render', ...renderRow(proof, options.markup) },
    { name: 'Evaluate', ...evaluateRow(proof, options.markup) },
    { name: 'Cost', ...costRow(proof, options) },
  ];
}

function validateRow({ validation, findings }: Proof): Result {
  const errors = validation.problems.filter((problem) => problem.severity === 'error').length;
  const warnings = validation.problems.length - errors;
  const failures = validation.renderedFailures.filter((failure) => !failure.isOnBase).length;
  const parts = [
    errors > 0 ? plural(errors, 'error') : '',
    warnings > 0 ? plural(warnings, 'warning') : '',
    failures > 0 ? `${plural(failures, 'rendered check')} failed` : '',
  ].filter((part) => part !== '');
  const found = parts.length === 0 ? 'no problem' : parts.join(', ');
  const known = validation.alreadyOnBase.length;
  const blocks = findings.some(
    ({ severity, code }) =>
      severity === 'error' && (code === 'problem' || code === 'rendered-check-failed'),
  );
  return {
    status: blocks ? 'failed' : parts.length > 0 ? 'warned' : 'passed',
    text: `${found} in ${plural(validation.files, 'file')}${known === 0 ? '' : `, ${known} already on base`}`,
  };
}

function renderRow({ renders, promptCount }: Proof, markup: Markup): Result {
  const changed = renders.filter((render) => render.why !== 'removed');
  const removed = renders.length - changed.length;
  const targets = new Set(changed.map(({ target }) => promptOf(target)));
  if (targets.size === 0) {
    const text = removed === 0 ? 'no prompt changes' : `${plural(removed, 'prompt')} removed`;
    return { status: 'passed', text };
  }
  const seen = new Set<string>();
  const reasons = new Map<string, number>();
  const direct = changed.filter((render) => render.why !== 'affected');
  for (const render of [...direct, ...changed.filter((entry) => entry.why === 'affected')]) {
    const prompt = promptOf(render.target);
    if (seen.has(prompt)) continue;
    seen.add(prompt);
    const through =
      render.through[0] === undefined ? undefined : sourceName(render.through[0], markup);
    const reason =
      render.why === 'affected' && through !== undefined ? `through ${through}` : render.why;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const detail = [...reasons].map(([reason, count]) => `${count} ${reason}`);
  if (removed > 0) detail.push(`${removed} removed`);
  const unrendered = new Set(
    changed
      .filter(({ note, headTokens }) => note !== undefined && headTokens === undefined)
      .map(({ target }) => promptOf(target)),
  ).size;
  return {
    status: unrendered > 0 ? 'warned' : 'passed',
    text: `${targets.size} of ${plural(promptCount, 'prompt')} ${targets.size === 1 ? 'changes' : 'change'} (${detail.join(', ')})${unrendered > 0 ? ` · ${unrendered} not rendered` : ''}`,
  };
}

/** `part:tone/formal` as `part` and its name. */
function sourceName(source: string, markup: Markup): string {
  const [, kind, id] = /^(part|prompt|dataset|suite|project):(.*)$/s.exec(source) ?? [];
  return kind === undefined ? markup.name(source) : `${kind} ${markup.name(id ?? '')}`;
}

function promptOf(target: string): string {
  return target.replace(/\+.*$/, '');
}

function evaluateRow({ evaluation, findings, revisions }: Proof, markup: Markup): Result {
  const comparisons = evaluation.suites.flatMap((suite) => suite.comparisons);
  const count = (verdict: string) =>
    comparisons.filter(
      (comparison) => comparison.kind === 'check' && comparison.verdict === verdict,
    ).length;
  if (evaluation.suites.length === 0) {
    if (revisions.policy.from === 'defaults')
      return { status: 'none', text: 'not run: no policy on base' };
    const notJudged = evaluation.notJudged.length;
    if (notJudged > 0)
      return { status: 'warned', text: `${plural(notJudged, 'target')} not judged` };
    const uncovered = uncoveredText(evaluation);
    const later = evaluation.otherTimes.length;
    if (uncovered === '' && later > 0)
      return { status: 'none', text: `${plural(later, 'suite')} not run at pull requests` };
    return uncovered === ''
      ? { status: 'none', text: 'nothing to evaluate' }
      : { status: 'warned', text: uncovered };
  }
  const worse = count('worse');
  const broken = evaluation.suites.reduce((sum, suite) => sum + brokenCases(suite), 0);
  const verdicts = [
    count('better') > 0 ? `${plural(count('better'), 'check')} better` : '',
    worse > 0 ? markup.strong(`${worse} worse`) : '',
    broken > 0 ? markup.strong(`${plural(broken, 'case')} broken`) : '',
    count('no-evidence') > 0 ? `${count('no-evidence')} no evidence` : '',
    count('inconclusive') > 0 ? `${count('inconclusive')} inconclusive` : '',
    count('new') > 0 ? `${count('new')} new` : '',
  ].filter((part) => part !== '');
  const notExecuted = evaluation.head.notExecuted;
  const { none, partly } = unjudgedTargets(evaluation);
  const missing = [
    notExecuted > 0 ? `${plural(notExecuted, 'case')} not executed` : '',
    none > 0 ? `${plural(none, 'target')} not judged` : '',
    partly > 0 ? `${plural(partly, 'target')} not wholly judged` : '',
    uncoveredText(evaluation),
  ].filter((part) => part !== '');
  const blocks = findings.some(
    ({ severity, code }) => severity === 'error' && evaluationCodes.has(code),
  );
  const warns = findings.some(({ code }) => evaluationCodes.has(code));
  return {
    status: blocks
      ? 'failed'
      : warns || worse + broken + missing.length + evaluation.head.errors > 0
        ? 'warned'
        : 'passed',
    text: [
      `${verdicts.length === 0 ? 'no verdict' : verdicts.join(' · ')} (${sizeText(evaluation.suites)})`,
      ...missing,
      ...(evaluation.gate === 'off' ? [`not gated: ${markup.name('gate.evaluate')} is off`] : []),
    ].join(' · '),
  };
}

/** How many targets no suite of the proof shows at all, and how many lack a model or base's side. */
function unjudgedTargets({ notJudged, suites }: Proof['evaluation']) {
  const isShown = ({ suite, target }: (typeof notJudged)[number]) =>
    suites.some((one) => one.suite === suite && one.target === target);
  const shown = notJudged.filter(isShown);
  const partly = new Set(shown.map(({ suite, target }) => JSON.stringify([suite, target]))).size;
  return { none: notJudged.length - shown.length, partly };
}

function uncoveredText({ notCovered }: Proof['evaluation']): string {
  return notCovered.length === 0
    ? ''
    : `${plural(notCovered.length, 'changed prompt')} not covered by any suite`;
}

/** Cases whose flip from pass to fail blocks. */
function brokenCases({ flips }: SuiteComparison): number {
  const blocking = flips.filter((flip) => flip.isHard || flip.state === 'confirmed');
  return new Set(blocking.map((flip) => flip.caseId)).size;
}

const evaluationCodes = new Set<string>([
  'worse',
  'inconclusive',
  'flip-confirmed',
  'hard-check-failed',
  'minimum-missed',
  'suite-weakened',
  'not-executed',
  'provider-error',
  'budget',
]);

/** `41 cases × 3`, or the range of repeats where suites differ. */
function sizeText(suites: Proof['evaluation']['suites']): string {
  const cases = suites.reduce((sum, suite) => sum + suite.head.cases, 0);
  const repeats = [...new Set(suites.map((suite) => suite.repeats))].sort((a, b) => a - b);
  const times = repeats.length === 1 ? `${repeats[0]}` : `${repeats[0]}–${repeats.at(-1)}`;
  return `${plural(cases, 'case')} × ${times}`;
}

function costRow({ cost }: Proof, { spend, markup }: SummaryOptions): Result {
  const parts = [costChangeText(cost.prompts, markup)].filter((part) => part !== '');
  parts.push(`this run ${runCostText(cost)}`);
  if (spend !== undefined) {
    const cap = spend.capNanoUsd === undefined ? '' : ` of ${formatUsd(spend.capNanoUsd)}`;
    parts.push(`pull request ${formatUsd(spend.pullRequestNanoUsd)}${cap}`);
  }
  return { status: 'cost', text: parts.join(' · ') };
}

/** What this run spent, honestly: unknown stays unknown, upper bounds and savings are named. */
export function runCostText(cost: Proof['cost']): string {
  const known = `${cost.isUpperBound ? 'at most ' : ''}${formatUsd(cost.knownRunNanoUsd)}`;
  const unknown =
    cost.unknownCostCalls > 0
      ? ` plus ${plural(cost.unknownCostCalls, 'call')} of unknown price`
      : '';
  const saved =
    cost.savedNanoUsd !== undefined && cost.savedNanoUsd > 0
      ? `, ${formatUsd(cost.savedNanoUsd)} saved by recorded answers`
      : '';
  return `${known}${unknown}${saved}`;
}
