import { type Bindings, isBound, recordUse, type Walk } from './analysis-walk.ts';
import { analyzeExpression, walkArguments } from './analyze-expression.ts';
import { globalNames } from './built-in-names.ts';
import { locateOffset } from './locate-offset.ts';
import { targetNames } from './parse-statements.ts';
import type { TemplateAnalysis } from './template-analysis.ts';
import type { FilterLink, Parameter, Statement, Target, TemplateTree } from './template-tree.ts';

/**
 * The names a template reads from its caller, what it includes, and the filters and tests it uses.
 * @param options.dialect decides which filters exist and whether `default` replaces none
 */
export function analyzeTemplate(
  tree: TemplateTree,
  options: { dialect?: 'jinja2' | 'dakora' } = {},
): TemplateAnalysis {
  const walk: Walk = {
    analysis: { names: [], includes: [], filters: [], tests: [] },
    place: (offset) => ({ offset, ...locateOffset(tree.source, offset) }),
    dialect: options.dialect ?? 'jinja2',
    guarded: new Set(),
  };
  const globals: Bindings = { names: new Set(globalNames), parent: undefined };
  walkBody(walk, tree.body, { names: new Set(), parent: globals });
  return walk.analysis;
}

function inner(bindings: Bindings, names: Iterable<string> = []): Bindings {
  return { names: new Set(names), parent: bindings };
}

function walkBody(walk: Walk, body: readonly Statement[], bindings: Bindings): void {
  for (const statement of body) walkStatement(walk, statement, bindings);
}

function walkStatement(walk: Walk, node: Statement, bindings: Bindings): void {
  switch (node.kind) {
    case 'text':
      return;
    case 'output':
      for (const item of node.items) analyzeExpression(walk, item, bindings, 'printed');
      return;
    case 'set':
      analyzeExpression(walk, node.value, bindings);
      bind(walk, node.target, bindings);
      return;
    case 'set-block':
      walkBody(walk, node.body, inner(bindings));
      walkFilters(walk, node.filters, bindings);
      bind(walk, node.target, bindings);
      return;
    case 'if':
      walkIf(walk, node, bindings);
      return;
    case 'for':
      walkFor(walk, node, bindings);
      return;
    case 'with': {
      const scope = inner(bindings);
      for (const binding of node.bindings) analyzeExpression(walk, binding.value, bindings);
      for (const binding of node.bindings) bind(walk, binding.target, scope);
      walkBody(walk, node.body, scope);
      return;
    }
    case 'macro':
      bindings.names.add(node.name);
      walkMacro(walk, node.parameters, node.body, bindings);
      return;
    case 'call':
      analyzeExpression(walk, node.call, bindings);
      walkMacro(walk, node.parameters, node.body, bindings);
      return;
    case 'filter':
      walkBody(walk, node.body, inner(bindings));
      walkFilters(walk, node.filters, bindings);
      return;
    case 'autoescape':
      analyzeExpression(walk, node.value, bindings);
      walkBody(walk, node.body, inner(bindings));
      return;
    case 'include':
      walk.analysis.includes.push({
        name: node.names?.[0]?.name,
        names: node.names?.map((entry) => entry.name) ?? [],
        isIgnoringMissing: node.isIgnoringMissing,
        hasContext: node.hasContext,
        boundNames: boundNames(bindings),
        guardedNames: [...walk.guarded],
        ...walk.place(node.names?.[0]?.offset ?? node.offset),
      });
  }
}

function boundNames(bindings: Bindings): string[] {
  const names = new Set<string>();
  for (let at: Bindings | undefined = bindings; at?.parent !== undefined; at = at.parent)
    for (const name of at.names) names.add(name);
  return [...names];
}

function walkIf(walk: Walk, node: Extract<Statement, { kind: 'if' }>, bindings: Bindings): void {
  const mentioned = new Set(walk.guarded);
  for (const branch of node.branches) {
    const before = walk.analysis.names.length;
    analyzeExpression({ ...walk, guarded: new Set(mentioned) }, branch.test, bindings, 'tested');
    for (const use of walk.analysis.names.slice(before)) mentioned.add(use.name);
    walkBody({ ...walk, guarded: new Set(mentioned) }, branch.body, bindings);
  }
  walkBody({ ...walk, guarded: mentioned }, node.otherwise, bindings);
}

function walkFor(walk: Walk, node: Extract<Statement, { kind: 'for' }>, bindings: Bindings): void {
  analyzeExpression(walk, node.iterable, bindings);
  const names = targetNames(node.target);
  if (node.test !== undefined) analyzeExpression(walk, node.test, inner(bindings, names), 'tested');
  walkBody(walk, node.body, inner(bindings, [...names, 'loop']));
  walkBody(walk, node.otherwise, inner(bindings));
}

function walkMacro(
  walk: Walk,
  parameters: readonly Parameter[],
  body: readonly Statement[],
  bindings: Bindings,
): void {
  const scope = inner(bindings, ['caller', 'varargs', 'kwargs']);
  for (const parameter of parameters) scope.names.add(parameter.name);
  for (const parameter of parameters)
    if (parameter.default !== undefined) analyzeExpression(walk, parameter.default, scope);
  walkBody(walk, body, scope);
}

function walkFilters(walk: Walk, filters: readonly FilterLink[], bindings: Bindings): void {
  for (const filter of filters) {
    recordUse(walk, 'filters', filter.name, filter.offset);
    walkArguments(walk, filter.arguments, bindings);
  }
}

function bind(walk: Walk, target: Target, bindings: Bindings): void {
  if (target.kind === 'name') bindings.names.add(target.name);
  else if (target.kind === 'tuple') for (const item of target.items) bind(walk, item, bindings);
  else if (!isBound(bindings, target.name))
    walk.analysis.names.push({
      name: target.name,
      isGuarded: false,
      mayPrint: false,
      ...walk.place(target.offset),
    });
}
