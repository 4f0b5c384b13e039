import type { Library, LibraryNode, NodeKind } from '@galley/engine/library';
import { Argument } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { formatTable } from '../output/format-table.ts';
import { commandAction, type Session } from '../session.ts';
import { nodesOf } from '../workspace/find-node.ts';
import {
  loadLibrary,
  openTree,
  openWorkspace,
  refuseProjectsBelow,
} from '../workspace/open-workspace.ts';
import type { CommandModule } from './contract.ts';

const kindWords = {
  prompts: 'prompt',
  parts: 'part',
  datasets: 'dataset',
  suites: 'suite',
} as const;

/** `galley list`: what the project holds. */
export const listCommand: CommandModule = {
  configure(command, door, finish) {
    command.addArgument(
      new Argument('[kind]', 'only documents of this kind').choices(Object.keys(kindWords)),
    );
    addCommonOptions(command, ['text', 'json']).addHelpText(
      'after',
      `
A document is sound when it and everything it reaches has no error (under
--strict: no warning). Inline cases of a prompt are listed as a suite with the
prompt's id.

Examples:
  galley list
  galley list prompts
  galley list suites --format json`,
    );
    commandAction(command, door, finish, list);
  },
};

/** One document as `list --format json` shows it. */
export interface ListedDocument {
  readonly kind: NodeKind;
  readonly id: string;
  readonly file: string;
  readonly version: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly sound: boolean;
  /** Suites: true for the inline cases of a prompt. */
  readonly inline: boolean;
}

async function list(session: Session, [kind]: readonly string[]): Promise<number> {
  const workspace = openWorkspace(session);
  await refuseProjectsBelow(session, workspace);
  const library = await loadLibrary(session, await openTree(workspace));
  const chosen =
    kind === undefined ? Object.values(kindWords) : [kindWords[kind as keyof typeof kindWords]];
  const documents = chosen.flatMap((one) => listDocuments(library, one));
  if (session.options.format === 'json') {
    session.out.write(`${JSON.stringify({ documents }, undefined, 2)}\n`);
  } else {
    session.out.write(formatDocuments(documents, session));
    const unsound = documents.filter((document) => !document.sound).length;
    if (unsound > 0) session.note(`${unsound} with errors: see galley validate`);
  }
  return 0;
}

function listDocuments(library: Library, kind: NodeKind): ListedDocument[] {
  return [...nodesOf(library, kind).values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((node) => ({
      kind,
      id: node.id,
      file: node.file,
      version: node.version ?? null,
      description: node.description ?? null,
      tags: tagsOf(node),
      sound: library.isSound(node),
      inline: 'isInline' in node && node.isInline === true,
    }));
}

function tagsOf({ metadata }: LibraryNode): string[] {
  const tags = Object.hasOwn(metadata, 'tags') ? metadata.tags : undefined;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

function formatDocuments(documents: readonly ListedDocument[], { colors }: Session): string {
  const rows = documents.map(({ kind, id, version, description, tags, sound, inline }) => [
    kind,
    id,
    version ?? '-',
    sound ? 'sound' : 'errors',
    [inline ? '(inline cases)' : (description ?? ''), tags.map((tag) => `#${tag}`).join(' ')]
      .filter((text) => text !== '')
      .join('  '),
  ]);
  return formatTable(rows, (cell, _row, column) => {
    if (column === 1) return colors.bold(cell);
    if (column === 3) return cell === 'sound' ? colors.green(cell) : colors.red(cell);
    return column === 0 || column === 2 ? colors.dim(cell) : cell;
  });
}
