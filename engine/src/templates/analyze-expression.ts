import { type Bindings, isBound, recordUse, type Walk } from './analysis-walk.ts';
import type { CallArguments, ChainExpression, Expression, Link } from './template-tree.ts';

/**
 * What becomes of a value: `printed` is written to the output, `guarded` has a fallback,
 * `printed-guarded` has one that does not replace none,
 * `tested` is only asked for its truth, `used` is anything else.
 */
export type Fate = 'printed' | 'printed-guarded' | 'guarded' | 'tested' | 'used';

/** Records the names, filters and tests of an expression. */
export function analyzeExpression(
  walk: Walk,
  node: Expression,
  bindings: Bindings,
  fate: Fate = 'used',
): void {
  const visit = (child: Expression | undefined, childFate: Fate = 'used'): void => {
    if (child !== undefined) analyzeExpression(walk, child, bindings, childFate);
  };
  switch (node.kind) {
    case 'literal':
    case 'integer':
    case 'float':
      return;
    case 'name':
      if (!isBound(bindings, node.name))
        walk.analysis.names.push({
          name: node.name,
          isGuarded:
            fate === 'guarded' || fate === 'printed-guarded' || walk.guarded.has(node.name),
          mayPrint:
            (fate === 'printed' || fate === 'printed-guarded') && !walk.guarded.has(node.name),
          ...walk.place(node.offset),
        });
      return;
    case 'concat':
      for (const item of node.items) visit(item, 'printed');
      return;
    case 'and':
    case 'or':
      node.items.forEach((item, index) => {
        visit(item, index === node.items.length - 1 ? fate : 'tested');
      });
      return;
    case 'tuple':
    case 'list':
      for (const item of node.items) visit(item);
      return;
    case 'dict':
      for (const entry of node.entries) {
        visit(entry.key);
        visit(entry.value);
      }
      return;
    case 'not':
      visit(node.operand, 'tested');
      return;
    case 'sign':
      visit(node.operand);
      return;
    case 'compare':
    case 'arithmetic':
      visit(node.first);
      for (const part of node.rest) visit(part.operand);
      return;
    case 'conditional':
      analyzeConditional(walk, node, bindings, fate);
      return;
    case 'slice':
      visit(node.start);
      visit(node.stop);
      visit(node.step);
      return;
    case 'chain':
      analyzeChain(walk, node, bindings, fate);
  }
}

function analyzeConditional(
  walk: Walk,
  node: Extract<Expression, { kind: 'conditional' }>,
  bindings: Bindings,
  fate: Fate,
): void {
  const mentioned = new Set(walk.guarded);
  for (const branch of node.branches) {
    const before = walk.analysis.names.length;
    analyzeExpression({ ...walk, guarded: new Set(mentioned) }, branch.test, bindings, 'tested');
    for (const use of walk.analysis.names.slice(before)) mentioned.add(use.name);
    analyzeExpression({ ...walk, guarded: new Set(mentioned) }, branch.value, bindings, fate);
  }
  if (node.otherwise !== undefined)
    analyzeExpression({ ...walk, guarded: mentioned }, node.otherwise, bindings, fate);
}

const absenceTests: ReadonlySet<string> = new Set(['defined', 'undefined', 'none']);

function analyzeChain(walk: Walk, node: ChainExpression, bindings: Bindings, fate: Fate): void {
  analyzeExpression(walk, node.head, bindings, fateOfHead(walk, node.links, fate));
  for (const link of node.links) {
    if (link.kind === 'item') analyzeExpression(walk, link.key, bindings);
    else if (link.kind === 'filter') recordUse(walk, 'filters', link.name, link.offset);
    else if (link.kind === 'test') recordUse(walk, 'tests', link.name, link.offset);
    if (link.kind === 'call' || link.kind === 'filter' || link.kind === 'test')
      walkArguments(walk, link.arguments, bindings);
    if (link.kind === 'filter' || link.kind === 'test') recordNamedArgument(walk, link);
  }
}

/** What becomes of the value before the first link. */
function fateOfHead(walk: Walk, links: readonly Link[], fate: Fate): Fate {
  for (const link of links) {
    if (link.kind === 'filter') {
      if (link.name === 'default' || link.name === 'd') {
        const replacesNone =
          (link.name === 'default' && walk.dialect === 'dakora') ||
          link.arguments.positional.length > 1 ||
          link.arguments.keywords.some((keyword) => keyword.name === 'boolean');
        return replacesNone || fate !== 'printed' ? 'guarded' : 'printed-guarded';
      }
      if (!printing.has(link.name)) return 'used';
    } else if (link.kind === 'test') return absenceTests.has(link.name) ? 'guarded' : 'tested';
    else return 'used';
  }
  return fate;
}

/** Filters that print none as "None". */
const printing: ReadonlySet<string> = new Set(
  'upper lower capitalize title trim center indent string safe e escape forceescape truncate replace wordwrap'.split(
    ' ',
  ),
);

const appliers: ReadonlySet<string> = new Set(['select', 'reject', 'selectattr', 'rejectattr']);

/** `map("upper")` uses a filter and `select("odd")` a test, by names in their arguments. */
function recordNamedArgument(walk: Walk, link: Extract<Link, { kind: 'filter' | 'test' }>): void {
  if (link.kind === 'test') return;
  const index = link.name.endsWith('attr') ? 1 : 0;
  const argument = link.arguments.positional[index];
  if (argument?.kind !== 'literal' || typeof argument.value !== 'string') return;
  if (link.name === 'map') recordUse(walk, 'filters', argument.value, argument.offset);
  else if (appliers.has(link.name)) recordUse(walk, 'tests', argument.value, argument.offset);
}

/** The names in the arguments of a call, filter or test. */
export function walkArguments(walk: Walk, node: CallArguments, bindings: Bindings): void {
  for (const item of node.positional) analyzeExpression(walk, item, bindings);
  for (const keyword of node.keywords) analyzeExpression(walk, keyword.value, bindings);
  if (node.spread !== undefined) analyzeExpression(walk, node.spread, bindings);
  if (node.keywordSpread !== undefined) analyzeExpression(walk, node.keywordSpread, bindings);
}
