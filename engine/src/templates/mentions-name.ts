/** True when a name expression of this name stands anywhere in the nodes. */
export function mentionsName(nodes: unknown, name: string): boolean {
  if (Array.isArray(nodes)) return nodes.some((node) => mentionsName(node, name));
  if (typeof nodes !== 'object' || nodes === null) return false;
  const node = nodes as { kind?: unknown; name?: unknown };
  if (node.kind === 'name' && node.name === name) return true;
  return Object.values(nodes).some((value) => mentionsName(value, name));
}
