import type {
  DescribedCheck,
  DescribedInput,
  DescribedMessage,
  DocumentDescription,
} from '../workspace/describe-document.ts';
import type { Colors } from './colors.ts';
import { formatTable } from './format-table.ts';
import { outputLine, quotedLines } from './output-line.ts';

/** What `show` prints for people. */
export function formatDescription(document: DocumentDescription, colors: Colors): string {
  const { kind, id, variant, version, sound } = document;
  const name = outputLine(variant === null ? id : `${id}+${variant}`);
  const head = [kind, colors.bold(name), version === null ? '' : outputLine(version)];
  const sections = [
    `${head.filter((text) => text !== '').join(' ')}${sound ? '' : colors.red('  has errors')}\n`,
    line(document.description),
    formatTable(facts(document), (cell, _row, column) => (column === 0 ? colors.dim(cell) : cell)),
    section('Inputs', document.inputs?.map(formatInput), colors),
    section(
      'Messages',
      document.messages?.map((message) => formatMessage(message, colors)),
      colors,
    ),
    section(
      'Content',
      document.content === undefined ? [] : quotedLines(document.content.trimEnd()),
      colors,
    ),
    section('Checks', document.checks?.map(formatCheck), colors),
    section(
      'Problems',
      document.problems.map(
        (problem) => `  ${problem.line}:${problem.column} ${outputLine(problem.message)}`,
      ),
      colors,
    ),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

function facts(document: DocumentDescription): [string, string][] {
  const { model, output } = document;
  const rows: [string, string | undefined][] = [
    ['file', document.file],
    ['model', model === undefined ? undefined : (model.ref ?? '(none named)')],
    [
      'parameters',
      model && Object.keys(model.parameters).length > 0
        ? JSON.stringify(model.parameters)
        : undefined,
    ],
    [
      'output',
      output === undefined
        ? undefined
        : output.format + (output.schema === null ? '' : ' by schema'),
    ],
    ['tools', listed(document.tools)],
    ['variants', listed(document.variants?.map((name) => `+${name}`))],
    ['targets', listed(document.targets)],
    ['models', listed(document.models)],
    ['dataset', document.dataset ?? undefined],
    ['cases', document.cases === undefined ? undefined : String(document.cases)],
    ['repeats', document.repeats === undefined ? undefined : String(document.repeats)],
    ['runs at', document.when],
    ['uses', listed(document.uses)],
    ['used by', listed(document.usedBy)],
    [
      'metadata',
      Object.keys(document.metadata).length > 0 ? JSON.stringify(document.metadata) : undefined,
    ],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

function listed(names: readonly string[] | undefined): string | undefined {
  return names === undefined || names.length === 0 ? undefined : names.join(', ');
}

function formatInput(input: DescribedInput): string {
  const notes = [
    input.required
      ? 'required'
      : input.default === undefined
        ? 'optional'
        : `default ${JSON.stringify(input.default)}`,
    input.enum && `one of ${input.enum.map((value) => JSON.stringify(value)).join(', ')}`,
    input.min !== undefined && `min ${input.min}`,
    input.max !== undefined && `max ${input.max}`,
    input.pattern !== undefined && `pattern ${input.pattern}`,
    input.example !== undefined && `for example ${JSON.stringify(input.example)}`,
    input.description,
  ].filter((note) => typeof note === 'string');
  return outputLine(`  ${input.name}: ${input.type} · ${notes.join(' · ')}`);
}

function formatMessage(message: DescribedMessage, colors: Colors): string {
  if ('placeholder' in message) return `  ${colors.cyan(`{${message.placeholder}}`)}`;
  return `  ${colors.cyan(message.role)}\n${quotedLines(message.content.trimEnd()).join('\n')}`;
}

function formatCheck(check: DescribedCheck): string {
  const flags = [
    check.not && 'not',
    check.hard && 'hard',
    check.weight !== null && `weight ${check.weight}`,
  ];
  const said = flags.filter((flag) => flag !== false).join(', ');
  const argument = JSON.stringify(check.argument);
  return outputLine(
    `  ${check.name}: ${check.key} ${argument} of ${check.of}${said === '' ? '' : ` (${said})`}`,
  );
}

function section(title: string, lines: readonly string[] | undefined, colors: Colors): string {
  if (lines === undefined || lines.length === 0) return '';
  return `${colors.bold(title)}\n${lines.join('\n')}\n`;
}

function line(text: string | null): string {
  return text === null ? '' : `${outputLine(text)}\n`;
}
