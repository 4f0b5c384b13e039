import { GalleyError } from '@galley/engine/errors';
import type { Library, NodeKind } from '@galley/engine/library';
import { Option } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { formatDescription } from '../output/format-description.ts';
import { commandAction, type Session } from '../session.ts';
import { describeDocument } from '../workspace/describe-document.ts';
import { findDocuments, nodeKinds, nodesOf } from '../workspace/find-node.ts';
import { nearestDocument } from '../workspace/nearest-document.ts';
import { loadLibrary, openTree, openWorkspace } from '../workspace/open-workspace.ts';
import { parseTarget } from '../workspace/parse-target.ts';
import type { CommandModule } from './contract.ts';

/** `galley show`: one document, and what it has to do with the others. */
export const showCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .argument('<id>', 'a document, or a variant of a prompt: support/refund+terse')
      .addOption(
        new Option('--kind <kind>', 'which kind, where several have the id').choices(nodeKinds),
      );
    addCommonOptions(
      command,
      ['text', 'json'],
      'a document with a warning is shown as not sound',
    ).addHelpText(
      'after',
      `
Examples:
  galley show support/refund
  galley show support/refund+terse
  galley show tone/formal --kind part --format json`,
    );
    commandAction(command, door, finish, show);
  },
};

async function show(
  session: Session<{ kind?: NodeKind }>,
  operands: readonly string[],
): Promise<number> {
  const { prompt: id, variant } = parseTarget(operands[0] ?? '');
  const workspace = openWorkspace(session);
  const library = await loadLibrary(session, await openTree(workspace));
  const [node, ...others] = findDocuments(
    library,
    id,
    variant === undefined ? session.options.kind : 'prompt',
  );
  if (node === undefined) throw documentMissing(library, id);
  if (others.length > 0) {
    session.note(`also a ${others.map(({ kind }) => kind).join(' and a ')}: choose with --kind`);
  }
  const description = describeDocument(library, node, variant);
  session.out.write(
    session.options.format === 'json'
      ? `${JSON.stringify(description, undefined, 2)}\n`
      : formatDescription(description, session.colors),
  );
  return 0;
}

function documentMissing(library: Library, id: string): GalleyError {
  const near = nearestDocument(
    id,
    nodeKinds.flatMap((kind) => [...nodesOf(library, kind).keys()]),
  );
  return new GalleyError('document-missing', `there is no document ${JSON.stringify(id)}`, {
    data: { id },
    hint: near === undefined ? 'See galley list.' : `Did you mean ${near}?`,
  });
}
