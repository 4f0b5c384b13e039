import type { Problem } from '@galley/engine/errors';
import type { ImportLoss } from '@galley/engine/library';
import { plural } from '@galley/engine/units';
import type { ConvertedSource } from '../workspace/imports/convert-sources.ts';
import type { Colors } from './colors.ts';
import { formatProblems, toJsonProblem } from './format-problems.ts';
import { outputLine } from './output-line.ts';

/** What `import` did. */
export interface ImportReport {
  readonly sources: readonly ConvertedSource[];
  /** Paths that were or would be written, relative to the project folder. */
  readonly files: readonly string[];
  /** What a galley.yaml that is there lacks, as YAML. */
  readonly addition: string | undefined;
  readonly losses: readonly ImportLoss[];
  /** What `validate` says of what was written. */
  readonly problems: readonly Problem[];
  readonly isWritten: boolean;
  /** The project folder as it is printed. */
  readonly target: string;
}

/** The report as `--format` asks: text or json. */
export function formatImport(
  report: ImportReport,
  { format, colors }: { readonly format: string; readonly colors: Colors },
): string {
  if (format === 'json') return `${JSON.stringify(toJson(report), undefined, 2)}\n`;
  const { losses, files, addition, problems, isWritten } = report;
  const lines = [
    ...losses.map((loss) => formatLoss(loss, colors)),
    ...(losses.length > 0 ? [''] : []),
    ...files.map((file) => `${isWritten ? 'wrote' : 'would write'} ${outputLine(file)}`),
    ...notesOf(report).map((note) => `note: ${outputLine(note)}`),
    ...(addition === undefined
      ? []
      : ['', 'Add to galley.yaml what it lacks of this:', '', addition]),
    summary(report),
  ];
  return `${lines.join('\n')}\n${formatProblems(problems, colors)}`;
}

function notesOf({ sources }: ImportReport): string[] {
  return [...new Set(sources.flatMap(({ notes }) => notes))];
}

function formatLoss(loss: ImportLoss, colors: Colors): string {
  const place = colors.bold(outputLine(`${loss.file}:${loss.line}:${loss.column}`));
  const word = loss.isRefused ? colors.red('refused') : colors.yellow('lost');
  const hint = loss.hint === undefined ? '' : colors.dim(` (${outputLine(loss.hint)})`);
  return `${place} ${word} ${outputLine(loss.what)}: ${outputLine(loss.reason)}${hint}`;
}

function summary({ sources, losses, files, problems, isWritten }: ImportReport): string {
  const refused = losses.filter(({ isRefused }) => isRefused).length;
  const counts = `${plural(sources.length, 'source')}: ${plural(files.length, 'file')}, ${losses.length - refused} lost, ${refused} refused`;
  if (!isWritten) {
    const why = losses.length > 0 ? '; --allow-loss writes what can be kept' : '';
    return `${counts}; nothing is written${why}`;
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return errors === 0
    ? `${counts}; what was written is sound`
    : `${counts}; what was written has ${plural(errors, 'error')}`;
}

function toJson(report: ImportReport) {
  const { sources, files, addition, losses, problems, isWritten, target } = report;
  return {
    target,
    written: isWritten,
    sources: sources.map(({ file, importer }) => ({ file, format: importer })),
    files,
    projectAddition: addition ?? null,
    losses: losses.map(({ file, line, column, what, reason, hint, isRefused }) => {
      return { file, line, column, what, reason, hint: hint ?? null, refused: isRefused };
    }),
    notes: notesOf(report),
    problems: problems.map(toJsonProblem),
  };
}
