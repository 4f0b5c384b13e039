import type { Proof } from '../../proof/proof.ts';
import { plural } from '../../units/plural.ts';
import { codeCell, inlineText } from '../markdown/escape-markdown.ts';
import { alertRows } from '../summary/alert-rows.ts';
import type { Section } from './fit-sections.ts';

/** What guardrails suspect in head's prompts and answers; they report and never block. */
export function guardrailsSection(proof: Proof): Section | undefined {
  const rows = alertRows(proof);
  if (rows.length === 0) return undefined;
  const more = rows.filter(({ alert, baseCases }) => alert.cases > baseCases).length;
  return {
    summary: `Guardrails (${plural(rows.length, 'find')}${more > 0 ? `, ${more} more often than on base` : ''})`,
    intro:
      '| found | in | suite · target | base | head | for example |\n|---|---|---|---:|---:|---|',
    items: rows.map(({ suite, alert, baseCases }) => {
      const place = `${codeCell(suite.suite)} · ${codeCell(suite.target)} (${codeCell(suite.model)})`;
      const counts = `${plural(baseCases, 'case')} | ${plural(alert.cases, 'case')}`;
      const example = `${codeCell(alert.caseId)}: ${inlineText(alert.excerpt)}`;
      return `| ${alert.guard} ${alert.rule} | ${alert.where} | ${place} | ${counts} | ${example} |`;
    }),
    separator: '\n',
    noun: 'finds',
  };
}
