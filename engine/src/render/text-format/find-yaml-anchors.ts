import type { Meter } from '../budget.ts';
import { PyDict, PyTuple, type Value } from '../values/value.ts';

/** The lists and maps that stand in a value more than once, with the names PyYAML gives them. */
export function findYamlAnchors(meter: Meter, value: Value): ReadonlyMap<Value, string> {
  const seen = new Set<Value>();
  const anchors = new Map<Value, string>();
  const visit = (node: Value, depth: number): void => {
    const children = childrenOf(node);
    if (children === undefined) return;
    meter.step();
    meter.checkDepth(depth);
    if (seen.has(node)) {
      if (!anchors.has(node)) anchors.set(node, `id${String(anchors.size + 1).padStart(3, '0')}`);
      return;
    }
    seen.add(node);
    for (const child of children) visit(child, depth + 1);
  };
  visit(value, 0);
  return anchors;
}

function childrenOf(node: Value): readonly Value[] | undefined {
  if (Array.isArray(node)) return node;
  if (node instanceof PyTuple) return node.items.length === 0 ? undefined : node.items;
  if (!(node instanceof PyDict)) return undefined;
  return Array.from(node.entries.values(), (entry) => [entry.key, entry.value]).flat();
}
