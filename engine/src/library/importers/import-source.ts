import { GalleyError } from '../../errors/galley-error.ts';
import type { SourceTree } from '../../ports/source-tree.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';
import { type Imported, type Importer, type ImporterName, importerNames } from './contract.ts';
import { fixedCursor, yamlCursor } from './cursor.ts';
import { importFiles } from './import-files.ts';
import { lossReport } from './loss-report.ts';

/** A file of a folder that can be imported. */
export interface FoundSource {
  readonly path: string;
  readonly importer: ImporterName;
}

/** Names that sources have; nothing else is opened while looking for them. */
const candidateName = /\.(?:ya?ml|json)$/i;
const mostCandidates = 2_000;
const maxCandidateBytes = 256 * 1024;

/**
 * The files of a folder that are of a format that can be imported, sorted. Looks at 2,000 YAML and
 * JSON files at most; Galley's own documents are none.
 */
export async function findSources(tree: SourceTree): Promise<FoundSource[]> {
  const files = await tree.list();
  const paths = files
    .filter(({ kind, path, byteCount = 0 }) => {
      return kind === 'file' && candidateName.test(path) && byteCount <= maxCandidateBytes;
    })
    .map(({ path }) => path)
    .slice(0, mostCandidates);
  const contents = await tree.read(paths, { maxBytes: maxCandidateBytes });
  const found: FoundSource[] = [];
  for (const path of paths) {
    const content = contents.get(path);
    if (content?.kind !== 'bytes') continue;
    const importer = await recognize(readYaml(path, content.bytes));
    if (importer) found.push({ path, importer: importer.name });
  }
  return found;
}

/** Other commands never need the importers, so they load with the first file that is looked at. */
async function loadImporters(): Promise<Readonly<Record<ImporterName, Importer>>> {
  return (await import('./registry.ts')).importers;
}

/** The importer that a file is for; `undefined` when it is of no known format. */
async function recognize({ file, value }: YamlFile): Promise<Importer | undefined> {
  const importers = await loadImporters();
  const isNamed = /(?:^|\/)promptfooconfig[^/]*\.(?:ya?ml|json)$/.test(file);
  if (value === undefined) return isNamed ? importers.promptfoo : undefined;
  const name = importerNames.find((one) => importers[one].recognizes(file, value));
  return name === undefined ? undefined : importers[name];
}

/**
 * Converts one file of a tree, reading what it names from the same tree.
 * @param name the format; without it the file says
 * @throws GalleyError `file-unreadable`; `usage` for a file of no known format
 */
export async function importSource(
  tree: SourceTree,
  path: string,
  name?: ImporterName,
): Promise<Imported & { readonly importer: ImporterName }> {
  const content = (await tree.read([path], { maxBytes: maxCandidateBytes })).get(path);
  if (content?.kind !== 'bytes') {
    const why =
      content?.kind === 'too-large'
        ? `has ${content.byteCount} bytes; at most ${maxCandidateBytes} are read`
        : content?.kind === 'unsafe'
          ? content.reason
          : 'is not there';
    throw new GalleyError('file-unreadable', `the file ${path} ${why}`, {
      data: { path },
      hint: 'Name a file or folder to import from.',
    });
  }
  const yaml = readYaml(path, content.bytes);
  const importer = name === undefined ? await recognize(yaml) : (await loadImporters())[name];
  if (importer === undefined) {
    throw new GalleyError('usage', `${path} is of no format that can be imported`, {
      data: { path },
      hint: `Say which it is with --from: ${importerNames.join(', ')}.`,
    });
  }
  const [fault] = yaml.problems;
  if (fault !== undefined) {
    const losses = lossReport();
    losses.lose(fixedCursor(path, fault, null), 'file', fault.message, fault.hint);
    const nothing = { documents: [], dataFiles: [], losses: losses.list, notes: [] };
    return { ...nothing, importer: importer.name };
  }
  const imported = await importer.convert(yamlCursor(yaml), importFiles(tree));
  return { ...imported, importer: importer.name };
}
