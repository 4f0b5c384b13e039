import { type Command, InvalidArgumentError } from 'commander';

/** What `--report` gives: more reports beside the one on standard output. */
export interface ReportOptions {
  readonly report?: readonly ReportRequest[];
}

/** One `--report format=file`. */
export interface ReportRequest {
  readonly format: string;
  readonly file: string;
}

/**
 * Adds `--report <format=file>`, which may be repeated.
 * @param formats what the command can write
 */
export function addReportOption(command: Command, formats: readonly string[]): Command {
  return command
    .optionsGroup('Output:')
    .option(
      '--report <format=file>',
      'write a report to a file as well, in any form that --format takes; may be repeated',
      (value: string, previous: readonly ReportRequest[] | undefined) => [
        ...(previous ?? []),
        parseReport(value, formats),
      ],
    );
}

function parseReport(value: string, formats: readonly string[]): ReportRequest {
  const [, format = '', file = ''] = /^([a-z]+)=(.+)$/s.exec(value) ?? [];
  if (!formats.includes(format)) {
    throw new InvalidArgumentError(
      `Expected format=file, for example junit=results.xml; formats: ${formats.join(', ')}.`,
    );
  }
  return { format, file };
}
