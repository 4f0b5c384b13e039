import { GalleyError } from '@galley/engine/errors';
import {
  type DocumentVersion,
  documentHistory,
  type NodeKind,
  requireCommit,
} from '@galley/engine/library';
import type { Git } from '@galley/engine/ports';
import { Option } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { parseCount } from '../options/option-values.ts';
import { formatVersions } from '../output/format-versions.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { findDocuments, nodeKinds } from '../workspace/find-node.ts';
import {
  folderInRepository,
  loadLibrary,
  openTree,
  openWorkspace,
  requireGit,
  type Workspace,
} from '../workspace/open-workspace.ts';
import type { CommandModule } from './contract.ts';

interface HistoryOptions {
  readonly kind?: NodeKind;
  readonly at: string;
  readonly limit: number;
}

/** `galley history`: the versions of one document. */
export const historyCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .argument('<id>', 'a document')
      .addOption(
        new Option('--kind <kind>', 'which kind, where several have the id').choices(nodeKinds),
      )
      .option('--at <revision>', 'go back from this revision', 'HEAD')
      .option('--limit <n>', 'show at most so many versions', parseCount, 20);
    addCommonOptions(command, ['text', 'json'], false).addHelpText(
      'after',
      `
A version is a commit that changed the document's file, along the first
parents; a file moved without an edit is followed. Comments and layout are no
difference.

Examples:
  galley history support/refund
  galley history tone/formal --kind part --limit 5
  galley history support/refund --at v1.4.0 --format json`,
    );
    commandAction(command, door, finish, history);
  },
};

async function history(
  session: Session<HistoryOptions>,
  operands: readonly string[],
): Promise<number> {
  const { options, out, colors } = session;
  const id = operands[0] ?? '';
  const workspace = openWorkspace(session);
  const git = await requireGit(workspace);
  const from = await requireCommit(git, options.at);
  const { kind, file } = await locate(session, { workspace, git, id });
  const versions = await documentHistory(git, { from, file, limit: options.limit });
  if (versions.length === 0) throw notCommitted(id, file, options.at);
  out.write(
    options.format === 'json'
      ? `${toJson({ kind, id, versions: versions.map(describeVersion) }, 2)}\n`
      : formatVersions(versions, colors),
  );
  if (versions.length === options.limit) {
    session.note(`the ${options.limit} newest versions; see more with --limit`);
  }
  return 0;
}

/** Where the document stands now, or would stand by its id when it is gone. */
async function locate(
  session: Session<HistoryOptions>,
  { workspace, git, id }: { workspace: Workspace; git: Git; id: string },
): Promise<{ readonly kind: NodeKind; readonly file: string }> {
  const { kind: wanted, at } = session.options;
  const library = await loadLibrary(
    session,
    await openTree(workspace, at === 'HEAD' ? undefined : at),
  );
  const [node, ...others] = findDocuments(library, id, wanted);
  if (others.length > 0) {
    session.note(`also a ${others.map(({ kind }) => kind).join(' and a ')}: choose with --kind`);
  }
  const kind = node?.kind ?? wanted ?? 'prompt';
  const folder = folderInRepository(workspace, git);
  const file = node?.file ?? `${kind}s/${id}.yaml`;
  return { kind, file: folder === '' ? file : `${folder}/${file}` };
}

function notCommitted(id: string, file: string, at: string): GalleyError {
  return new GalleyError('document-missing', `no commit before ${at} has ${file}`, {
    data: { id, file },
    hint: 'See galley list for the documents; one that was never committed has no history.',
  });
}

function describeVersion({ commit, ...version }: DocumentVersion) {
  const { authoredAtMs, ...about } = commit;
  return {
    commit: { ...about, authoredAt: new Date(authoredAtMs).toISOString() },
    file: version.file,
    what: version.what,
    from: version.from,
    version: version.version,
    differences: version.differences,
    fault: version.fault,
  };
}
