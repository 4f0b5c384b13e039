import type { Finding, Proof } from '@galley/engine/proof';
import { formatPercentDelta, formatRatio, formatUsd } from '@galley/engine/units';
import type { Colors } from './colors.ts';
import { formatColumns } from './format-columns.ts';
import { formatMoney } from './format-money.ts';
import { plainLine } from './plain-text.ts';
import { plural } from './plural.ts';

/** Changed prompts in the text; `--format json` and `galley diff` have them all. */
const mostRowsShown = 20;

/** One proof for the terminal: the verdict, what must be fixed, then what was looked at. */
export function formatProof(proof: Proof, colors: Colors): string {
  const sections = [
    title(proof, colors),
    ...findingSections(proof.findings, colors),
    section('Validate', [validation(proof)], colors),
    section('Render', renders(proof), colors),
    section('Evaluate', evaluation(proof), colors),
    section('Cost', cost(proof), colors),
    section('Policy changes', policy(proof), colors),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function title({ verdict, revisions, project }: Proof, colors: Colors): string {
  const { base, head, policy } = revisions;
  const mark = {
    failed: colors.red('✗'),
    warned: colors.yellow('!'),
    passed: colors.green('✓'),
    nothing: '✓',
  };
  const what = verdict.headline === '' ? 'nothing to fix' : verdict.headline;
  const name = project === '' ? '' : ` ${plainLine(project)}`;
  const from =
    policy.from === 'defaults'
      ? 'built-in defaults, base has no galley.yaml'
      : `${policy.from === 'head' ? 'head’s own, ' : ''}${short(policy.ref)}@${short(policy.commit)}`;
  return `${mark[verdict.outcome]} ${colors.bold(`Galley${name}: ${plainLine(what)}`)} · ${short(head)} against ${short(base)} (policy: ${plainLine(from)})\n`;
}

function findingSections(findings: readonly Finding[], colors: Colors): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return [
    section(
      'Must fix',
      errors.map((one) => finding(one, colors.red)),
      colors,
    ),
    section(
      'Warnings',
      warnings.map((one) => finding(one, colors.yellow)),
      colors,
    ),
  ];
}

function finding(
  { file, line, column, code, message }: Finding,
  color: (text: string) => string,
): string {
  return `${color(plainLine(`${file}:${line}:${column}`))} ${code} ${plainLine(message)}`;
}

function validation({
  validation: { files, problems, alreadyOnBase, renderedFailures },
}: Proof): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const parts = [
    `${plural(files, 'file')}: ${plural(errors, 'error')}, ${plural(problems.length - errors, 'warning')}`,
    renderedFailures.length > 0 && `${plural(renderedFailures.length, 'rendered check')} failed`,
    alreadyOnBase.length > 0 && `${plural(alreadyOnBase.length, 'problem')} already on base`,
  ];
  return parts.filter((part) => part !== false).join('; ');
}

function renders({ renders, promptCount }: Proof): string[] {
  if (renders.length === 0) return [`none of ${promptCount} prompts changes`];
  const shown = renders.slice(0, mostRowsShown);
  const rows = shown.map((render) => [
    render.target,
    render.why === 'affected' ? `through ${render.through.slice(0, -1).join(' → ')}` : render.why,
    `${render.casesChanged} of ${render.casesRendered} cases change`,
    `${render.baseTokens ?? '-'} → ${render.headTokens ?? '-'} tokens`,
    render.note ?? '',
  ]);
  const more = renders.length - shown.length;
  return [...lines(formatColumns(rows)), ...(more > 0 ? [`… and ${more} more`] : [])];
}

function evaluation({ evaluation }: Proof): string[] {
  const rows = evaluation.suites.flatMap(({ suite, target, model, comparisons }) =>
    comparisons.map(({ name, base, head, difference, interval, verdict }) => [
      suite,
      target,
      model,
      name,
      `${ratio(base)} → ${ratio(head)}`,
      interval == null || difference === undefined
        ? ''
        : `${formatRatio(difference)} (${formatRatio(interval[0])} … ${formatRatio(interval[1])})`,
      verdict,
    ]),
  );
  const { notJudged, notCovered, head, usesScripted, usesLocalRecordings } = evaluation;
  return [
    ...lines(formatColumns(rows)),
    ...notJudged.map(({ suite, target, reason }) =>
      plainLine(`not judged: ${suite}${target === undefined ? '' : ` ${target}`}: ${reason}`),
    ),
    notCovered.length > 0 && plainLine(`covered by no suite: ${notCovered.join(', ')}`),
    head.notExecuted > 0 &&
      `${plural(head.notExecuted, 'case')} not executed in mode ${evaluation.mode}`,
    usesScripted && 'scripted models answered: this tests the plumbing, not a model',
    usesLocalRecordings && 'some answers are local recordings',
  ].filter((line) => line !== false);
}

function cost({ cost }: Proof): string[] {
  const rows = cost.prompts.map((prompt) => [
    prompt.target,
    prompt.model,
    `${perThousand(prompt.basePer1000NanoUsd)} → ${perThousand(prompt.headPer1000NanoUsd)} per 1,000 calls`,
    prompt.changeRatio === undefined ? '' : formatPercentDelta(prompt.changeRatio),
  ]);
  const spent = formatMoney({
    costNanoUsd: cost.runNanoUsd,
    knownCostNanoUsd: cost.knownRunNanoUsd,
    unknownCostCalls: cost.unknownCostCalls,
    isUpperBound: cost.isUpperBound,
  });
  const cap = cost.capNanoUsd === undefined ? '' : ` of ${formatUsd(cost.capNanoUsd)}`;
  return [...lines(formatColumns(rows)), `this proof: ${spent}${cap}`];
}

function policy({ policyChanges }: Proof): string[] {
  const when = {
    now: 'stricter, so it holds already',
    'after-merge': 'after merge',
    'now-as-content': 'now',
  };
  return policyChanges.map(({ key, base, head, applies }) =>
    plainLine(
      `${key}: ${JSON.stringify(base) ?? '-'} → ${JSON.stringify(head) ?? '-'} (${when[applies]})`,
    ),
  );
}

function section(name: string, content: readonly string[], colors: Colors): string {
  if (content.length === 0) return '';
  return `${colors.bold(name)}\n${content.map((line) => `  ${line}\n`).join('')}`;
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function ratio(value: number | undefined): string {
  return value === undefined ? '-' : formatRatio(value);
}

function perThousand(amount: number | undefined): string {
  return amount === undefined ? 'unknown' : formatUsd(amount);
}

function short(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 7) : plainLine(revision);
}
