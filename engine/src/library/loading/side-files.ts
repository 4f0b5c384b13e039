import type { Position, Problem } from '../../errors/problem.ts';
import { nearestName } from '../../matching/nearest.ts';
import type { SourceContent, SourceTree } from '../../ports/source-tree.ts';
import { readTable } from '../../tables/read-table.ts';
import type { Table, TableColumns } from '../../tables/table-case.ts';
import { canonicalJson } from '../../units/canonical-json.ts';
import type { ParsedSource, ParsedText } from '../documents/parsed-file.ts';
import { readScript } from '../documents/read-script.ts';
import { readTemplateFacts } from '../documents/read-template-facts.ts';
import type { TemplateText } from '../nodes.ts';
import { decodeText } from '../yaml/decode-text.ts';
import { maxYamlBytes } from '../yaml/read-yaml.ts';
import type { ReusableFiles, SideScript, SideTable, SideText } from './loaded-files.ts';
import { unreadableProblem } from './unreadable-problem.ts';

const batchSize = 200;
const maxTableBytes = 64 * 1024 * 1024;

type Named = Position & { readonly file: string };

/** What a named file gave: a value, or the problem of the place that names it. */
export type SideResult<Value> =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: Problem };

/** Reads files that documents name; each is read and parsed once. */
export interface SideFiles {
  readonly texts: Map<string, SideText>;
  readonly tables: Map<string, SideTable>;
  readonly scripts: Map<string, SideScript>;
  /** Paths that were read. */
  readonly paths: Set<string>;
  /** Reads text files ahead in batches, so that asking for each costs no trip of its own. */
  fetchTexts(paths: readonly string[]): Promise<void>;
  text(text: Extract<ParsedText, { kind: 'file' }>, file: string): Promise<SideResult<SideText>>;
  table(
    source: ParsedSource,
    file: string,
    knownInputs: ReadonlySet<string> | undefined,
  ): Promise<SideResult<SideTable>>;
  script(path: string, named: Named): Promise<SideResult<SideScript>>;
}

/** Side files of one tree; what `known` made from the same blob is used again. */
export function openSideFiles(tree: SourceTree, known: ReusableFiles | undefined): SideFiles {
  const texts = new Map<string, SideText>();
  const tables = new Map<string, SideTable>();
  const scripts = new Map<string, SideScript>();
  const paths = new Set<string>();
  const fetched = new Map<string, SourceContent>();

  async function load<Value extends { blobId: string }>(
    path: string,
    key: string,
    maxBytes: number,
    named: Named,
    made: Map<string, Value>,
    before: ReadonlyMap<string, Value> | undefined,
    make: (bytes: Uint8Array, blobId: string) => SideResult<Value>,
  ): Promise<SideResult<Value>> {
    const again = made.get(key);
    if (again) return { value: again };
    if (path === '')
      return { problem: unreadableProblem(path, { kind: 'missing' }, maxBytes, named) };
    const content = fetched.get(path) ??
      (await tree.read([path], { maxBytes })).get(path) ?? { kind: 'missing' };
    if (content.kind !== 'bytes') {
      const near = content.kind === 'missing' ? await nearFile(tree, path) : undefined;
      return { problem: unreadableProblem(path, content, maxBytes, named, near) };
    }
    paths.add(path);
    const old = before?.get(key);
    const result: SideResult<Value> =
      old?.blobId === content.blobId ? { value: old } : make(content.bytes, content.blobId);
    if (result.value) made.set(key, result.value);
    return result;
  }

  return {
    texts,
    tables,
    scripts,
    paths,
    async fetchTexts(wanted) {
      const unique = [...new Set(wanted)].filter((path) => path !== '');
      for (let start = 0; start < unique.length; start += batchSize) {
        const batch = unique.slice(start, start + batchSize);
        for (const [path, content] of await tree.read(batch, { maxBytes: maxYamlBytes })) {
          fetched.set(path, content);
        }
      }
    },
    text(text, file) {
      const { path, dialect, at } = text;
      const key = textKey(path, dialect);
      const named = { file, ...at };
      return load(path, key, maxYamlBytes, named, texts, known?.texts, (bytes, blobId) =>
        makeText(path, dialect, bytes, blobId),
      );
    },
    table(source, file, knownInputs) {
      const { path, at } = source;
      const key = tableKey(source, knownInputs);
      const named = { file, ...at };
      return load(path, key, maxTableBytes, named, tables, known?.tables, (bytes, blobId) => ({
        value: { blobId, table: makeTable(source, bytes, knownInputs) },
      }));
    },
    script: (path, named) =>
      load(path, path, maxYamlBytes, named, scripts, known?.scripts, (bytes, blobId) => ({
        value: { blobId, ...readScript(path, bytes) },
      })),
  };
}

/** The name of a file in the same folder that is spelt almost like the last part of `path`. */
async function nearFile(tree: SourceTree, path: string): Promise<string | undefined> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const names = (await tree.list()).flatMap(({ path: other, kind }) =>
    kind === 'file' && other.startsWith(folder) && !other.includes('/', folder.length)
      ? [other.slice(folder.length)]
      : [],
  );
  return nearestName(path.slice(folder.length), names);
}

function makeText(
  path: string,
  dialect: TemplateText['dialect'],
  bytes: Uint8Array,
  blobId: string,
): SideResult<SideText> {
  const decoded = decodeText(bytes);
  if ('badByteAt' in decoded) {
    const at = decoded.badByteAt;
    const message = 'not valid UTF-8 text';
    const hint = 'save the file as UTF-8';
    const problem = { code: 'file-not-utf8' as const, severity: 'error' as const, message, hint };
    return { problem: { ...problem, file: path, ...at } };
  }
  const text: TemplateText = {
    source: decoded.text,
    dialect,
    file: path,
    start: { line: 1, column: 1 },
    mapping: { kind: 'lines', indent: 0 },
  };
  return { value: { blobId, parsed: { kind: 'text', text, facts: readTemplateFacts(text) } } };
}

function makeTable(
  { path, format, columns }: ParsedSource,
  bytes: Uint8Array,
  knownInputs: ReadonlySet<string> | undefined,
): Table {
  return readTable({
    bytes,
    file: path,
    format,
    ...(columns !== undefined && { columns: columns as TableColumns }),
    ...(knownInputs && { knownInputs }),
  });
}

function textKey(path: string, dialect: string): string {
  return `${dialect}\0${path}`;
}

function tableKey(source: ParsedSource, knownInputs: ReadonlySet<string> | undefined): string {
  const inputs = knownInputs ? [...knownInputs].sort() : null;
  return canonicalJson([source.path, source.format, source.columns ?? null, inputs]);
}
