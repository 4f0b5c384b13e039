import { GalleyError } from '@galley/engine/errors';
import { type ImporterName, importerNames } from '@galley/engine/library';
import { Option } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { formatImport, type ImportReport } from '../output/format-import.ts';
import { commandAction, type Session } from '../session.ts';
import { convertSources } from '../workspace/imports/convert-sources.ts';
import { importTarget } from '../workspace/imports/import-target.ts';
import { judgeImported } from '../workspace/imports/judge-imported.ts';
import { planFiles, writeFiles } from '../workspace/imports/plan-files.ts';
import type { CommandModule } from './contract.ts';

interface ImportOptions {
  readonly from?: ImporterName;
  readonly to?: string;
  readonly allowLoss?: true;
  readonly dryRun?: true;
}

/** `galley import`: documents of other tools as Galley's, with everything that is lost said. */
export const importCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .argument('<source...>', 'files or folders to import from')
      .addOption(
        new Option('--from <format>', 'the format, when the files do not say it').choices(
          importerNames,
        ),
      )
      .option('--to <folder>', 'project folder to write to (default: the project here)')
      .option('--allow-loss', 'write what can be kept, and exit 0, although something is lost')
      .option('--dry-run', 'say what would be written, and write nothing');
    addCommonOptions(
      command,
      ['text', 'json'],
      'warnings in what was written count as errors',
    ).addHelpText(
      'after',
      `
Says everything that a file cannot keep, with its place. With any loss nothing
is written and the exit code is 1, unless --allow-loss. Code is never run, the
environment never read, keys never copied: such parts are refused. An existing
file is never overwritten.

Examples:
  galley import promptfooconfig.yaml
  galley import promptfooconfig.yaml --allow-loss --to prompts-repo
  galley import .github/prompts --from github-prompt --dry-run`,
    );
    commandAction(command, door, finish, importAll);
  },
};

async function importAll(
  session: Session<ImportOptions>,
  operands: readonly string[],
): Promise<number> {
  const { from, allowLoss, dryRun } = session.options;
  const target = importTarget(session, session.options.to);
  const sources = await convertSources(session, operands, from);
  const losses = sources.flatMap((source) => source.losses);
  const plan = planFiles(target, sources);
  const isWritten = dryRun !== true && (losses.length === 0 || allowLoss === true);
  if (isWritten) writeFiles(target, plan.files);
  const problems = isWritten ? await judgeImported(session, target, plan.files) : [];
  const report: ImportReport = {
    sources,
    files: plan.files.map(({ path }) => path),
    addition: plan.addition,
    losses,
    problems,
    isWritten,
    target: target.shown,
  };
  const { format } = session.options;
  session.out.write(formatImport(report, { format, colors: session.colors }));
  if (plan.files.length === 0 && losses.length === 0) {
    throw new GalleyError('usage', 'there is nothing to import', {
      hint: 'Name a file or folder with prompts of another tool.',
    });
  }
  if (problems.some(({ severity }) => severity === 'error')) return 1;
  return losses.length > 0 && allowLoss !== true ? 1 : 0;
}
