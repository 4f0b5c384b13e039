import type { Problem } from '../../errors/problem.ts';
import type { Finding, Proof } from '../../proof/proof.ts';
import { codeSpan, messageText } from '../markdown/escape-markdown.ts';
import { plural } from '../plural.ts';
import type { Section } from './fit-sections.ts';

/** Every problem and warning with its place, then what base already had. */
export function problemsSection(proof: Proof): Section | undefined {
  const { problems, alreadyOnBase } = proof.validation;
  const warnings = proof.findings.filter(isOwnWarning);
  const items = [
    ...problems.map((problem) => problemLine(problem)),
    ...warnings.map((finding) => `- ⚠️ ${messageText(finding.message)}`),
    ...alreadyOnBase.map((problem) => `${problemLine(problem)} _(already on base)_`),
  ];
  if (items.length === 0) return undefined;
  const counts = [
    problems.length > 0 ? plural(problems.length, 'problem') : '',
    warnings.length > 0 ? plural(warnings.length, 'warning') : '',
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

function problemLine(problem: Problem): string {
  const icon = problem.severity === 'error' ? '❌' : '⚠️';
  const hint = problem.hint === undefined ? '' : ` (${messageText(problem.hint)})`;
  return `- ${icon} ${codeSpan(`${problem.file}:${problem.line}:${problem.column}`)} ${messageText(problem.message)}${hint}`;
}
