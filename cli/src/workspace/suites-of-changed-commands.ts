import { isDeepStrictEqual } from 'node:util';
import type { Check, Library, Suite } from '@galley/engine/library';
import type { SourceTree } from '@galley/engine/ports';

/** One revision of the project, with its files. */
interface Side {
  readonly tree: SourceTree;
  readonly library: Library;
}

/**
 * Ids of the suites with a `command` check whose declaration in galley.yaml differs, or one of whose
 * words names a file of the project that differs. What a program imports is not followed.
 */
export async function suitesOfChangedCommands(before: Side, after: Side): Promise<string[]> {
  const suites = [...after.library.suites.values()];
  const asked = new Set(suites.flatMap((suite) => [...commandsOf(suite)]));
  const declared = [...asked].map((name) => ({
    name,
    was: before.library.project.commands?.get(name),
    is: after.library.project.commands?.get(name),
  }));
  const paths = new Set(declared.flatMap(({ is }) => (is?.run ?? []).map(pathOf)));
  const differing = await differingFiles(before.tree, after.tree, [...paths]);
  const changed = declared.filter(
    ({ was, is }) =>
      !isDeepStrictEqual(was, is) || is?.run.some((word) => differing.has(pathOf(word))),
  );
  const names = new Set(changed.map(({ name }) => name));
  return suites
    .filter((suite) => [...commandsOf(suite)].some((name) => names.has(name)))
    .map(({ id }) => id);
}

function commandsOf({ checks, cases }: Suite): Set<string> {
  const own = cases.flatMap((item) => item.checks ?? []);
  return new Set([...checks, ...own].flatMap(namesIn));
}

function namesIn({ key, argument, members = [] }: Check): string[] {
  return [...(key === 'command' ? [String(argument)] : []), ...members.flatMap(namesIn)];
}

/** A word of a command line as a tree names files: `./checks/tone.mjs` is `checks/tone.mjs`. */
function pathOf(word: string): string {
  return word.replace(/^(?:\.\/+)+/, '');
}

async function differingFiles(
  before: SourceTree,
  after: SourceTree,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const [was, is] = await Promise.all([before.read(paths), after.read(paths)]);
  return new Set(paths.filter((path) => !isSameFile(was.get(path), is.get(path))));
}

type Content = Awaited<ReturnType<SourceTree['read']>> extends Map<string, infer One> ? One : never;

/** What cannot be read on both sides is the same only when it is no file on either. */
function isSameFile(was: Content | undefined, is: Content | undefined): boolean {
  if (was?.kind === 'bytes' && is?.kind === 'bytes')
    return Buffer.compare(was.bytes, is.bytes) === 0;
  const isFile = (one: Content | undefined) => one?.kind === 'bytes' || one?.kind === 'too-large';
  return !isFile(was) && !isFile(is);
}
