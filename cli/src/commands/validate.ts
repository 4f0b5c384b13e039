import { compareProblems, type Problem } from '@galley/engine/errors';
import { computeChangeSet, type Library } from '@galley/engine/library';
import { findMergeBase, versionBumps } from '@galley/engine/proof';
import { plural } from '@galley/engine/units';
import { addCommonOptions } from '../options/common-options.ts';
import { countProblems } from '../output/format-problems.ts';
import { formatValidation, type ValidationReport } from '../output/format-validation.ts';
import { commandAction, type Session } from '../session.ts';
import { withSmallYoungGeneration } from '../system/with-small-young-generation.ts';
import { acceptKnown, readBaseline, writeBaseline } from '../workspace/baseline.ts';
import {
  folderInRepository,
  loadLibrary,
  openTree,
  openWorkspace,
  refuseProjectsBelow,
  requireGit,
  type Workspace,
} from '../workspace/open-workspace.ts';
import { findRenderedFailures } from '../workspace/rendered-checks.ts';
import type { CommandModule } from './contract.ts';

interface ValidateOptions {
  readonly base?: string;
  readonly baseline?: string;
  readonly writeBaseline?: true;
}

/** `galley validate`: everything that is wrong, at once. */
export const validateCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .option(
        '--base <revision>',
        'also find documents that changed since the merge-base and kept their version',
      )
      .option('--baseline <file>', 'accept the problems listed in this file, fail on new ones')
      .option('--write-baseline', 'write today’s problems into the file of --baseline');
    addCommonOptions(command, ['text', 'json', 'github']).addHelpText(
      'after',
      `
Also runs the checks that read only the rendered prompt (of: rendered); they
cost nothing. Exit code 2 with errors, 1 when only such checks fail, 0
otherwise. Warnings fail under --strict. What a kept version means,
gate.version_bump in galley.yaml says (off, warn, error).

Examples:
  galley validate
  galley validate --strict --base main
  galley validate --baseline known-problems.json --write-baseline
  galley validate --format github`,
    );
    commandAction(command, door, finish, validate);
  },
};

async function validate(session: Session<ValidateOptions>): Promise<number> {
  const workspace = openWorkspace(session);
  await refuseProjectsBelow(session, workspace);
  const library = await loadLibrary(session, await openTree(workspace));
  const found = [...library.problems, ...(await bumpProblems(session, workspace, library))];
  const { problems, accepted } = applyBaseline(found.sort(compareProblems), session);
  const failures = await withSmallYoungGeneration(async () => findRenderedFailures(library));
  const report: ValidationReport = {
    problems,
    renderedFailures: failures,
    files: library.fileCount,
    accepted,
    otherFiles: library.otherFiles,
    ...countProblems(problems),
  };
  const git = session.options.format === 'github' ? await workspace.git() : undefined;
  const prefix = git ? folderInRepository(workspace, git) : '';
  session.out.write(
    formatValidation(report, { format: session.options.format, prefix, colors: session.colors }),
  );
  session.note(summary(report));
  if (report.errors > 0) return 2;
  return failures.length > 0 ? 1 : 0;
}

/** As the project's own `gate.version_bump` weighs them; `--strict` makes warnings errors. */
async function bumpProblems(
  session: Session<ValidateOptions>,
  workspace: Workspace,
  head: Library,
): Promise<Problem[]> {
  const { base: revision, strict } = session.options;
  const { versionBump } = head.project.gate;
  if (revision === undefined) return [];
  const git = await requireGit(workspace);
  const headCommit = await git.currentCommit();
  const { mergeBase } = await findMergeBase({ git, base: revision, headCommit });
  if (versionBump === 'off') return [];
  const base = await loadLibrary(session, await openTree(workspace, mergeBase), { reuse: head });
  const changes = computeChangeSet(base, head);
  return versionBumps({ base, head, changes }, { versionBump: strict ? 'error' : versionBump });
}

function applyBaseline(
  problems: readonly Problem[],
  { door, options, note }: Session<ValidateOptions>,
): { problems: readonly Problem[]; accepted: number } {
  if (options.writeBaseline) {
    writeBaseline(door, options.baseline, problems);
    return { problems: [], accepted: problems.length };
  }
  if (options.baseline === undefined) return { problems, accepted: 0 };
  const { fresh, accepted, gone } = acceptKnown(problems, readBaseline(door, options.baseline));
  if (gone > 0) {
    note(`${gone} accepted problems are gone: shorten the list with --write-baseline`);
  }
  return { problems: fresh, accepted };
}

function summary({
  files,
  errors,
  warnings,
  accepted,
  renderedFailures,
  otherFiles,
}: ValidationReport) {
  const parts = [
    `${plural(files, 'file')}: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}`,
    renderedFailures.length > 0 && `${plural(renderedFailures.length, 'rendered check')} failed`,
    accepted > 0 && `${accepted} accepted by the baseline`,
    otherFiles.length > 0 && `${plural(otherFiles.length, 'YAML file')} beside the documents`,
  ];
  return parts.filter((part) => part !== false).join('; ');
}
