import type { CallArguments, Expression, Link } from '../../templates/template-tree.ts';

/** Filters whose result Jinja2 does not work out before rendering. */
const unfolded: ReadonlySet<string> = new Set('map select reject selectattr rejectattr'.split(' '));

/** True for an expression that reads no name: Jinja2 works it out before rendering. */
export function isConstant(node: Expression | undefined): boolean {
  if (node === undefined) return true;
  switch (node.kind) {
    case 'literal':
    case 'integer':
    case 'float':
      return true;
    case 'name':
      return false;
    case 'tuple':
    case 'list':
    case 'and':
    case 'or':
    case 'concat':
      return node.items.every(isConstant);
    case 'dict':
      return node.entries.every((entry) => isConstant(entry.key) && isConstant(entry.value));
    case 'sign':
    case 'not':
      return isConstant(node.operand);
    case 'compare':
    case 'arithmetic':
      return isConstant(node.first) && node.rest.every((part) => isConstant(part.operand));
    case 'conditional':
      return (
        isConstant(node.otherwise) &&
        node.branches.every((branch) => isConstant(branch.test) && isConstant(branch.value))
      );
    case 'slice':
      return isConstant(node.start) && isConstant(node.stop) && isConstant(node.step);
    case 'chain':
      return isConstant(node.head) && node.links.every(isConstantLink);
  }
}

function isConstantLink(link: Link): boolean {
  if (link.kind === 'attribute') return true;
  if (link.kind === 'item') return isConstant(link.key);
  if (link.kind === 'call' || unfolded.has(link.name)) return false;
  return areConstant(link.arguments);
}

function areConstant({ positional, keywords, spread, keywordSpread }: CallArguments): boolean {
  return (
    positional.every(isConstant) &&
    keywords.every((keyword) => isConstant(keyword.value)) &&
    isConstant(spread) &&
    isConstant(keywordSpread)
  );
}
