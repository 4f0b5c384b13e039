import type { Position, Problem } from '../../errors/problem.ts';
import type { ProblemCode } from '../../errors/problem-codes.ts';
import { analyzeTemplate } from '../../templates/analyze-template.ts';
import { parseTemplate } from '../../templates/parse-template.ts';
import type { IncludeUse, NamedUse, TemplateAnalysis } from '../../templates/template-analysis.ts';
import { TemplateFault } from '../../templates/template-fault.ts';
import { locateTemplate } from '../locate-template.ts';
import type { TemplateText } from '../nodes.ts';
import type { IncludeFact, NameFact, TemplateFacts } from './template-facts.ts';
import { templateHint } from './template-hint.ts';

/** What a template includes and reads, and what is wrong with it, at its places in the file. */
export function readTemplateFacts(text: TemplateText): TemplateFacts {
  try {
    const tree = parseTemplate(text.source);
    return factsOf(text, analyzeTemplate(tree, { dialect: text.dialect }));
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return { names: [], includes: [], problems: [faultProblem(text, error)] };
  }
}

function factsOf(text: TemplateText, analysis: TemplateAnalysis): TemplateFacts {
  const problems: Problem[] = [];
  const report = (code: ProblemCode, message: string, at: Position, hint?: string) => {
    const { line, column } = locateTemplate(text, at);
    const problem = { code, severity: 'error' as const, message, file: text.file, line, column };
    problems.push(hint === undefined ? problem : { ...problem, hint });
  };
  for (const use of analysis.filters) if (!use.isKnown) reportUnknown(use, 'filter', report);
  for (const use of analysis.tests) if (!use.isKnown) reportUnknown(use, 'test', report);
  const includes = analysis.includes.flatMap((include) => includeFacts(text, include, report));
  return { names: nameFacts(text, analysis.names), includes, problems };
}

type Report = (code: ProblemCode, message: string, at: Position, hint?: string) => void;

function reportUnknown(use: NamedUse, what: 'filter' | 'test', report: Report): void {
  const hint = use.nearest
    ? `did you mean \`${use.nearest}\`?`
    : what === 'filter' && use.name === 'yaml'
      ? 'write `tojson`, or `dialect: dakora` at the top of the document'
      : `Galley has the ${what}s that Jinja2 comes with`;
  report(`template-unknown-${what}`, `there is no ${what} \`${use.name}\``, use, hint);
}

/** One fact per name: where it is first read, and where it is first printed unguarded. */
function nameFacts(text: TemplateText, uses: TemplateAnalysis['names']): NameFact[] {
  const facts = new Map<string, NameFact>();
  for (const { name, line, column, mayPrint, isGuarded } of uses) {
    const isBare = mayPrint && !isGuarded;
    const known = facts.get(name);
    if (known && (known.printedBareAt || !isBare)) continue;
    const place = locateTemplate(text, { line, column });
    const printedBareAt = isBare ? place : undefined;
    facts.set(name, { name, at: known?.at ?? place, printedBareAt });
  }
  return [...facts.values()];
}

function includeFacts(text: TemplateText, use: IncludeUse, report: Report): IncludeFact[] {
  if (use.names.length === 0) {
    const hint = 'write the name of the part in quotes; choose between parts with {% if %}';
    report('include-dynamic', 'the name of an included part must be plain text', use, hint);
    return [];
  }
  const at = locateTemplate(text, use);
  const given = setOf(use.boundNames);
  const guarded = setOf(use.guardedNames);
  return use.names.flatMap((part, index): IncludeFact[] => {
    if (/[@:]/.test(part)) {
      const message = `\`${part.slice(0, 100)}\`: pins and imports are not in this version`;
      report('not-in-this-version', message, use, 'name a part of this project');
      return [];
    }
    const isOptional = use.isIgnoringMissing || index > 0;
    const instead = index === 0 ? use.names.slice(1) : [];
    return [{ part, at, given, guarded, isOptional, instead, hasContext: use.hasContext }];
  });
}

const noNames: ReadonlySet<string> = new Set();

/** Most includes bind nothing, and one empty set serves them all. */
function setOf(names: readonly string[]): ReadonlySet<string> {
  return names.length === 0 ? noNames : new Set(names);
}

function faultProblem(text: TemplateText, fault: TemplateFault): Problem {
  const at = { line: fault.line ?? 1, column: fault.column ?? 1 };
  const isSyntax = fault.kind === 'syntax';
  const hint = fault.hint ?? (isSyntax ? templateHint(fault.message, text.source, at) : undefined);
  return {
    code: fault.kind === 'limit' ? 'template-limit' : 'template-syntax',
    severity: 'error',
    // The engine counts from the template's start; the problem has its own place.
    message: fault.message.replace(/ at \d+$/, ''),
    file: text.file,
    ...locateTemplate(text, at),
    ...(hint !== undefined && { hint }),
  };
}
