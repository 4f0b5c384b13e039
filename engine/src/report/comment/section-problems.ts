import type { Problem } from '../../errors/problem.ts';
import type { Finding, Proof } from '../../proof/proof.ts';
import { plural } from '../../units/plural.ts';
import { codeSpan, messageText } from '../markdown/escape-markdown.ts';
import { placeText } from '../text/place-text.ts';
import type { Section } from './fit-sections.ts';

/** Every problem and warning with its place, then what base already had; counted as the table does. */
export function problemsSection(proof: Proof): Section | undefined {
  const { problems, alreadyOnBase } = proof.validation;
  const warnings = proof.findings.filter(isOwnWarning);
  const items = [
    ...problems.map((problem) => problemLine(problem, proof.project)),
    ...warnings.map((finding) => `- ⚠️ ${messageText(finding.message)}`),
    ...alreadyOnBase.map((problem) => `${problemLine(problem, proof.project)} _(already on base)_`),
  ];
  if (items.length === 0) return undefined;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const own = problems.length - errors;
  const counts = [
    errors > 0 ? plural(errors, 'error') : '',
    own > 0 ? plural(own, 'warning') : '',
    warnings.length > 0 ? `${plural(warnings.length, 'warning')} beyond validation` : '',
    alreadyOnBase.length > 0 ? `${alreadyOnBase.length} already on base` : '',
  ].filter((part) => part !== '');
  return {
    summary: `Problems and warnings (${counts.join(', ')})`,
    intro: '',
    items,
    separator: '\n',
    noun: 'problems',
  };
}

function isOwnWarning(finding: Finding): boolean {
  return (
    finding.severity === 'warning' && finding.code !== 'problem' && finding.code !== 'version-bump'
  );
}

function problemLine(problem: Problem, project: string): string {
  const icon = problem.severity === 'error' ? '❌' : '⚠️';
  const hint = problem.hint === undefined ? '' : ` (${messageText(problem.hint)})`;
  return `- ${icon} ${codeSpan(placeText(problem, project))} ${messageText(problem.message)}${hint}`;
}
