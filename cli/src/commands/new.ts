import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import type { Library, NodeKind, Prompt } from '@galley/engine/library';
import { nearestName } from '@galley/engine/matching';
import { Argument } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { commandAction, type Session } from '../session.ts';
import { newDocumentText, preferredModel } from '../starter/new-document.ts';
import { writeNewFile } from '../starter/write-new-file.ts';
import { nodesOf } from '../workspace/find-node.ts';
import { loadLibrary, openTree, openWorkspace } from '../workspace/open-workspace.ts';
import type { CommandModule } from './contract.ts';

interface NewOptions {
  readonly target?: string;
  readonly description?: string;
}

const kinds: readonly NodeKind[] = ['prompt', 'part', 'dataset', 'suite'];
const idShape = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_-]*)*$/;

/** `galley new`: a document that validates as it is. */
export const newCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .addArgument(new Argument('<kind>', 'what to write').choices(kinds))
      .argument('<id>', 'its id, which is its path: support/greeting')
      .option('--target <prompt>', 'the prompt that a new suite or dataset is for')
      .option('--description <text>', 'what the document is for');
    addCommonOptions(
      command,
      ['text'],
      'choose no prompt with a warning for a new suite',
    ).addHelpText(
      'after',
      `
Never overwrites. A new suite needs a prompt: the one of --target, else the
project's first.

Examples:
  galley new prompt support/greeting
  galley new part tone/plain
  galley new suite greetings --target support/greeting`,
    );
    commandAction(command, door, finish, createDocument);
  },
};

async function createDocument(
  session: Session<NewOptions>,
  operands: readonly string[],
): Promise<number> {
  const [kind, id] = operands as [NodeKind, string];
  if (!idShape.test(id)) {
    throw new GalleyError('usage', `${JSON.stringify(id)} is no id`, {
      hint: 'Use lower-case letters, digits, - and _, with / between folders: support/greeting.',
    });
  }
  const workspace = openWorkspace(session);
  const library = await loadLibrary(session, await openTree(workspace));
  refuseTakenId(library, kind, id);
  const target = chooseTarget(library, kind, session.options.target);
  const text = newDocumentText({
    kind,
    description: session.options.description ?? `Say here what this ${kind} is for`,
    model: preferredModel(library),
    target,
  });
  const path = `${kind}s/${id}.yaml`;
  if (!writeNewFile(join(workspace.folder, ...path.split('/')), text)) throw taken(path);
  session.out.write(`wrote ${path}${target === undefined ? '' : `, for prompt ${target.id}`}\n`);
  return 0;
}

function refuseTakenId(library: Library, kind: NodeKind, id: string): void {
  const existing = nodesOf(library, kind).get(id);
  if (existing) throw taken(existing.file);
}

function taken(file: string): GalleyError {
  return new GalleyError('file-exists', `${file} is there already and is never overwritten`, {
    data: { file },
    hint: 'Choose another id.',
  });
}

function chooseTarget(
  library: Library,
  kind: NodeKind,
  wanted: string | undefined,
): Prompt | undefined {
  if (wanted !== undefined) {
    const found = library.prompts.get(wanted);
    if (found) return found;
    const near = nearestName(wanted, library.prompts.keys());
    throw new GalleyError('document-missing', `there is no prompt ${JSON.stringify(wanted)}`, {
      hint: near === undefined ? 'See galley list prompts.' : `Did you mean ${near}?`,
    });
  }
  if (kind !== 'suite') return undefined;
  const sound = [...library.prompts.values()].filter((prompt) => library.isSound(prompt));
  const first = sound.sort((a, b) => (a.id < b.id ? -1 : 1))[0];
  if (first) return first;
  throw new GalleyError(
    'document-missing',
    'a suite needs a prompt, and there is none without errors',
    {
      hint: 'Write one first: galley new prompt support/greeting.',
    },
  );
}
