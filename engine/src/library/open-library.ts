import type { SourceTree } from '../ports/source-tree.ts';
import type { ParsedText } from './documents/parsed-file.ts';
import type { ParsedProject } from './documents/parsed-project.ts';
import { readExtendedProject } from './documents/read-extended-project.ts';
import { brokenProject, projectFile, readProject } from './documents/read-project.ts';
import type { Library } from './library.ts';
import { linkLibrary } from './linking/link-library.ts';
import { type LibrarySelection, loadClosure } from './loading/load-closure.ts';
import { loadAllDocuments } from './loading/load-documents.ts';
import { filesOf, rememberFiles } from './loading/loaded-files.ts';
import { openSideFiles, type SideFiles } from './loading/side-files.ts';
import { unreadableProblem } from './loading/unreadable-problem.ts';
import type { DefaultsSource } from './project-defaults.ts';
import { maxYamlBytes } from './yaml/read-yaml.ts';

export interface OpenLibraryOptions {
  /** A library of another revision of the same project: blobs that both have are not read again. */
  readonly reuse?: Library;
  /**
   * Load only these documents and what they reach. Then problems are those of what was loaded, and
   * nothing is said about unused aliases; `{}` loads galley.yaml alone.
   */
  readonly only?: LibrarySelection;
  /**
   * Where the galley.yaml comes from that this one `extends`. What cannot be had is a problem of
   * galley.yaml, of which then nothing holds; without a source nothing can be had.
   */
  readonly defaults?: DefaultsSource | undefined;
}

/**
 * Everything a project folder holds, cross-checked. Faults of documents are in `problems`; without
 * galley.yaml the defaults hold.
 */
export async function openLibrary(
  tree: SourceTree,
  options: OpenLibraryOptions = {},
): Promise<Library> {
  const known = filesOf(options.reuse);
  const project = await loadProject(tree, known?.project, options.defaults);
  const sides = openSideFiles(tree, known);
  const globs = project?.globs ?? {};
  const loaded = options.only
    ? await loadClosure(tree, options.only, globs, known?.documents, (text) =>
        includedParts(text, sides),
      )
    : await loadAllDocuments(tree, globs, known?.documents);
  const isComplete = options.only === undefined;
  const library = await linkLibrary({ label: tree.label, project, loaded, sides, isComplete });
  const { texts, tables, scripts } = sides;
  rememberFiles(library, { project, documents: loaded.files, texts, tables, scripts });
  return library;
}

async function loadProject(
  tree: SourceTree,
  known: ParsedProject | undefined,
  source: DefaultsSource | undefined,
): Promise<ParsedProject | undefined> {
  const content = (await tree.read([projectFile], { maxBytes: maxYamlBytes })).get(projectFile);
  if (!content || content.kind === 'missing') return undefined;
  if (content.kind !== 'bytes') {
    return brokenProject([unreadableProblem(projectFile, content, maxYamlBytes)], '');
  }
  const { bytes, blobId } = content;
  const isKnown = known?.blobId === blobId && known.project.extends === undefined;
  const alone = isKnown ? known : readProject(bytes, blobId);
  const reference = alone.project.extends ?? source?.unsaid;
  if (alone.isBroken || reference === undefined) return alone;
  return readExtendedProject(bytes, blobId, {
    reference,
    bytes: await source?.read(reference),
  });
}

async function includedParts(text: ParsedText, sides: SideFiles): Promise<readonly string[]> {
  if (text.kind === 'text') return text.facts.includes.map(({ part }) => part);
  if (text.path === '') return [];
  // The document that names the file does not matter here: problems are reported when linking.
  const { value } = await sides.text(text, text.path);
  return value?.parsed.facts.includes.map(({ part }) => part) ?? [];
}
