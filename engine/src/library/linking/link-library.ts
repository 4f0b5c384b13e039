import type { ParsedPrompt } from '../documents/parsed-file.ts';
import type { ParsedProject } from '../documents/parsed-project.ts';
import { defaultProject, projectFile } from '../documents/read-project.ts';
import type { Library } from '../library.ts';
import type { LoadedDocuments } from '../loading/load-documents.ts';
import type { SideFiles } from '../loading/side-files.ts';
import type { LibraryNode, Sound } from '../nodes.ts';
import { buildNodes } from './build-nodes.ts';
import { checkMisreadings } from './check-misreadings.ts';
import { checkModels } from './check-models.ts';
import { checkParts } from './check-parts.ts';
import { checkPrompts } from './check-prompts.ts';
import { checkSuite } from './check-suites.ts';
import { checkUsage } from './check-usage.ts';
import { type DocumentIndex, indexDocuments } from './document-index.ts';
import { createFaultCollector, type FaultCollector, type Owner } from './fault-collector.ts';
import { orderParts } from './part-graph.ts';
import { collectNeeds } from './part-needs.ts';
import { type ResolvedCases, resolveCases } from './resolve-cases.ts';
import { type ResolvedTexts, resolveTexts } from './resolve-texts.ts';
import { findUnsound } from './soundness.ts';

/** What a library is made from. */
export interface LibrarySources {
  readonly label: string;
  readonly project: ParsedProject | undefined;
  readonly loaded: LoadedDocuments;
  readonly sides: SideFiles;
  /** False when only a selection was loaded. */
  readonly isComplete: boolean;
}

/** Puts documents together: references, graph, cross-checks, hashes, soundness. */
export async function linkLibrary(sources: LibrarySources): Promise<Library> {
  const { project, loaded, sides } = sources;
  const faults = createFaultCollector();
  for (const problem of project?.problems ?? []) faults.add(['project'], problem);
  const index = indexDocuments(loaded, faults);
  const texts = await resolveTexts(index, sides, faults);
  const cases = await resolveCases(index, sides, faults);
  checkDocuments(index, texts, cases, faults);
  checkModels(index, project, sources.isComplete, faults);
  if (sources.isComplete) checkUsage(index, project, faults);
  const scriptedFiles = await readScripts(project, sides, faults);
  if (project?.project.strictFolders) reportOtherFiles(index, faults);
  const nodes = buildNodes(index, texts, cases);
  const unsound = findUnsound(index, (owner) => partsOf(owner, index, texts), faults.faulty);
  const documentCount = loaded.files.size + loaded.unreadable.length;
  return {
    label: sources.label,
    project: project?.project ?? defaultProject,
    ...nodes,
    problems: faults.sorted(),
    otherFiles: index.otherFiles,
    scriptedFiles,
    fileCount: documentCount + sides.paths.size + (project ? 1 : 0),
    isSound: <Node extends LibraryNode>(node: Node): node is Sound<Node> =>
      nodes[`${node.kind}s`].get(node.id) === (node as LibraryNode) &&
      !unsound.has(`${node.kind}:${node.id}`),
  };
}

function checkDocuments(
  index: DocumentIndex,
  texts: ResolvedTexts,
  cases: ResolvedCases,
  faults: FaultCollector,
): void {
  const graph = orderParts(texts.parts);
  const needs = collectNeeds(graph.order, index.parts, texts.parts);
  checkParts(index, texts.parts, graph, needs, faults);
  checkPrompts(index, (prompt: ParsedPrompt) => texts.ofPrompt(prompt), needs, faults);
  for (const suite of index.suites.values()) {
    const named = suite.dataset ? cases.get(suite.dataset.id) : [];
    checkSuite(index, suite, named && [...named, ...suite.cases], faults);
  }
  checkMisreadings(index, faults);
}

function partsOf(owner: Owner, index: DocumentIndex, texts: ResolvedTexts): string[] {
  const id = owner.slice(owner.indexOf(':') + 1);
  if (owner.startsWith('part:')) {
    return (texts.parts.get(id)?.includes ?? []).map(({ part }) => part);
  }
  const prompt = index.prompts.get(id);
  const known = prompt && texts.ofPrompt(prompt);
  return (known ?? []).flatMap(({ facts }) => facts.includes.map(({ part }) => part));
}

async function readScripts(
  project: ParsedProject | undefined,
  sides: SideFiles,
  faults: FaultCollector,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { path, at } of project?.scriptedAt.values() ?? []) {
    if (path === '') continue;
    const { value, problem } = await sides.script(path, { file: projectFile, ...at });
    if (problem) faults.add(['project'], problem);
    for (const fault of value?.problems ?? []) faults.add(['project'], fault);
    if (value) texts.set(path, value.text);
  }
  return texts;
}

function reportOtherFiles(index: DocumentIndex, faults: FaultCollector): void {
  for (const file of index.otherFiles) {
    const message = 'this YAML is no Galley document, and `strict_folders` is set';
    const hint = 'add `apiVersion` and `kind`, or move the file out of the document folders';
    faults.error([], 'not-a-document', message, { file, line: 1, column: 1 }, hint);
  }
}
