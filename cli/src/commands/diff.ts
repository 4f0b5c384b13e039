import { GalleyError } from '@galley/engine/errors';
import { createRenderCase } from '@galley/engine/evaluate';
import { renderChanges } from '@galley/engine/proof';
import { createRenderer } from '@galley/engine/render';
import { addCommonOptions } from '../options/common-options.ts';
import { formatChanges, type ProjectDiff } from '../output/format-changes.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { openChanges, type ProjectChange } from '../workspace/open-changes.ts';
import type { CommandModule } from './contract.ts';

/** As `galley proof` takes its sides. */
interface DiffOptions {
  readonly base?: string;
  readonly head?: string;
}

/** `galley diff`: which documents change, and what that does to rendered prompts. */
export const diffCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .argument('[base]', 'branch or revision to compare with; default: the default branch')
      .argument('[head]', 'revision to look at; default: the working tree')
      .option('--base <revision>', 'the same as the first argument')
      .option('--head <revision>', 'the same as the second argument');
    addCommonOptions(command, ['text', 'json'], false).addHelpText(
      'after',
      `
Documents of base come from its merge-base with head. No model is asked.

Examples:
  galley diff
  galley diff v1.4.0 main
  galley diff --base main --head HEAD
  galley diff main --format json`,
    );
    commandAction(command, door, finish, diff);
  },
};

async function diff(
  session: Session<DiffOptions>,
  [base, head]: readonly string[],
): Promise<number> {
  const { options } = session;
  if ((base !== undefined && options.base) || (head !== undefined && options.head)) {
    throw new GalleyError('usage', 'a side of the change is named twice', {
      hint: 'Name it as an argument, or with --base and --head.',
    });
  }
  const opened = await openChanges(session, {
    base: base ?? options.base,
    head: head ?? options.head,
    policyFrom: 'base',
    baseArgument: 'galley diff <branch or revision>',
  });
  const diffs = opened.map(describe);
  session.out.write(
    session.options.format === 'json'
      ? `${toJson({ projects: diffs }, 2)}\n`
      : diffs.map((one) => formatChanges(one, session.colors)).join('\n'),
  );
  return 0;
}

function describe({ change }: ProjectChange): ProjectDiff {
  const renderer = createRenderer();
  return {
    project: change.project,
    base: change.revisions.base,
    head: change.revisions.head,
    changes: change.changes.changes,
    renders: renderChanges(change, {
      base: createRenderCase(change.base, renderer),
      head: createRenderCase(change.head, renderer),
    }),
  };
}
