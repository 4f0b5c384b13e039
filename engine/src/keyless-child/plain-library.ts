import type { Library } from '../library/library.ts';
import type { LibraryNode, NodeKind, Sound } from '../library/nodes.ts';
import type { Project } from '../library/project.ts';
import type { PlainLibrary, PlainNode } from '../ports/hostile-text.ts';
import { isPlainObject } from '../units/own-value.ts';
import { mapFrom, nodeFrom, plainNode } from './plain-node.ts';

const kinds: readonly NodeKind[] = ['prompt', 'part', 'dataset', 'suite'];

/** A library as plain JSON: its facts, without what it was made from. */
export function plainLibrary(library: Library): PlainLibrary {
  const nodes = kinds.flatMap((kind): LibraryNode[] => [...library[`${kind}s`].values()]);
  return {
    label: library.label,
    project: plainProject(library.project),
    nodes: nodes.map(plainNode),
    unsound: nodes.filter((node) => !library.isSound(node)).map(nameOf),
    problems: library.problems,
    otherFiles: library.otherFiles,
    scriptedFiles: [...library.scriptedFiles],
    fileCount: library.fileCount,
  };
}

/**
 * The library that {@link plainLibrary} was given, to plan and report with; it cannot serve as `reuse`
 * of another one.
 * @throws TypeError for something that is no library
 */
export function libraryFrom(plain: PlainLibrary): Library {
  const nodes: Record<NodeKind, Map<string, LibraryNode>> = {
    prompt: new Map(),
    part: new Map(),
    dataset: new Map(),
    suite: new Map(),
  };
  for (const node of plain.nodes.map(nodeFrom)) nodes[node.kind].set(node.id, node);
  const unsound = new Set(plain.unsound);
  return {
    label: plain.label,
    project: projectFrom(plain.project),
    prompts: nodes.prompt as ReadonlyMap<string, LibraryNode> as Library['prompts'],
    parts: nodes.part as ReadonlyMap<string, LibraryNode> as Library['parts'],
    datasets: nodes.dataset as ReadonlyMap<string, LibraryNode> as Library['datasets'],
    suites: nodes.suite as ReadonlyMap<string, LibraryNode> as Library['suites'],
    problems: plain.problems,
    otherFiles: plain.otherFiles,
    scriptedFiles: mapFrom(plain.scriptedFiles) as Library['scriptedFiles'],
    fileCount: plain.fileCount,
    isSound: <Node extends LibraryNode>(node: Node): node is Sound<Node> =>
      nodes[node.kind].get(node.id) === (node as LibraryNode) && !unsound.has(nameOf(node)),
  };
}

/** What a project holds by name: lists of entries while it is plain. */
const projectMaps = [
  'providers',
  'models',
  'commands',
  'usage',
] as const satisfies readonly (keyof Project)[];

function plainProject(project: Project): PlainNode {
  const lists = projectMaps.map((key) => [key, [...(project[key] ?? [])]]);
  return { ...project, ...Object.fromEntries(lists) } as unknown as PlainNode;
}

function projectFrom(plain: PlainNode): Project {
  const { budgets, gate, cache } = plain;
  const maps = projectMaps.map((key) => [key, mapFrom(plain[key]) ?? new Map()]);
  if (![budgets, gate, cache].every(isPlainObject)) throw new TypeError('expected a project');
  return {
    file: undefined,
    name: undefined,
    allowedModels: undefined,
    written: undefined,
    ...plain,
    ...Object.fromEntries(maps),
  } as unknown as Project;
}

function nameOf(node: LibraryNode): string {
  return `${node.kind}:${node.id}`;
}
