import { GalleyError } from '@galley/engine/errors';
import { nearestName } from '@galley/engine/matching';
import { largestCassetteBytes, suiteOfCassette } from '@galley/engine/models';
import type { SourceTree } from '@galley/engine/ports';

/** One cassette of a tree. */
export interface FoundCassette {
  readonly suite: string;
  /** Relative to the project. */
  readonly file: string;
  readonly text: string;
}

/**
 * The cassettes of these suites, or all, sorted by suite.
 * @throws GalleyError `document-missing` for a suite without one, `file-unreadable` for one above 64 MiB
 */
export async function findCassettes(
  tree: SourceTree,
  wanted: readonly string[],
): Promise<FoundCassette[]> {
  const files = new Map<string, string>();
  for (const { path, kind } of await tree.list()) {
    const suite = kind === 'file' ? suiteOfCassette(path) : undefined;
    if (suite !== undefined) files.set(suite, path);
  }
  for (const suite of wanted) if (!files.has(suite)) throw cassetteMissing(suite, files.keys());
  const chosen = wanted.length === 0 ? [...files.keys()] : [...new Set(wanted)];
  const contents = await tree.read([...files.values()], { maxBytes: largestCassetteBytes });
  return chosen.toSorted().map((suite) => {
    const file = files.get(suite) ?? '';
    const content = contents.get(file);
    if (content?.kind !== 'bytes') throw unreadable(file);
    return { suite, file, text: Buffer.from(content.bytes).toString('utf8') };
  });
}

function cassetteMissing(suite: string, known: Iterable<string>): GalleyError {
  const near = nearestName(suite, known);
  return new GalleyError('document-missing', `suite ${JSON.stringify(suite)} has no cassette`, {
    data: { suite },
    hint:
      near === undefined
        ? 'See galley list suites; galley eval <suite> --mode record makes a cassette.'
        : `Did you mean ${near}?`,
  });
}

function unreadable(file: string): GalleyError {
  return new GalleyError('file-unreadable', `${file} cannot be read`, {
    data: { file },
    hint: 'A cassette is a plain file of at most 64 MiB.',
  });
}
