import type { DocumentDifference, DocumentVersion, JsonValue } from '@galley/engine/library';
import { lineDiff } from '@galley/engine/matching';
import { shortRevision } from '@galley/engine/units';
import type { Colors } from './colors.ts';
import { outputLine, quotedLines } from './output-line.ts';

/** Longer values are shown as a diff of their lines, or cut. */
const longestInline = 60;
const contextLines = 1;

/** Versions of a document for people: a line per commit, and what it says differently beneath. */
export function formatVersions(versions: readonly DocumentVersion[], colors: Colors): string {
  return versions.map((version) => formatVersion(version, colors)).join('\n');
}

function formatVersion(version: DocumentVersion, colors: Colors): string {
  const { commit, what, differences, fault, from } = version;
  const day = new Date(commit.authoredAtMs).toISOString().slice(0, 10);
  const head = [
    colors.yellow(shortRevision(commit.id)),
    day,
    outputLine(commit.authorName),
    ...(version.version === undefined ? [] : [colors.bold(outputLine(version.version))]),
    outputLine(commit.subject),
  ].join('  ');
  const notes = {
    added: 'added',
    removed: 'removed',
    renamed: `moved from ${from}`,
    edited: differences.length === 0 ? 'no semantic change' : undefined,
  };
  const note = fault === undefined ? notes[what] : `cannot be read: ${fault}`;
  const lines = [
    ...(note === undefined ? [] : [`  ${colors.dim(outputLine(note))}`]),
    ...differences.flatMap((difference) => formatDifference(difference, colors)),
  ];
  return `${[head, ...lines].join('\n')}\n`;
}

function formatDifference(difference: DocumentDifference, colors: Colors): string[] {
  const { what, before, after } = difference;
  const path = outputLine(difference.path);
  if (what === 'added') return [`  ${colors.green('+')} ${path}${valueText(after)}`];
  if (what === 'removed') return [`  ${colors.red('-')} ${path}${valueText(before)}`];
  if (typeof before === 'string' && typeof after === 'string' && isLong(before, after)) {
    const diff = changedLines(lineDiff(before, after));
    const shown = diff.flatMap((line) => colored(line, quotedLines(line), colors));
    return [`  ${colors.yellow('~')} ${path}`, ...shown];
  }
  const values = `${shortValue(before)} → ${shortValue(after)}`;
  return [`  ${colors.yellow('~')} ${path}: ${outputLine(values)}`];
}

function isLong(...texts: readonly string[]): boolean {
  return texts.some((text) => text.includes('\n') || text.length > longestInline);
}

/** Changed lines with a line of context around them. */
function changedLines(diff: readonly string[]): string[] {
  const isChange = (line: string | undefined) => line?.startsWith('+') || line?.startsWith('-');
  return diff.filter((_, index) =>
    diff.slice(Math.max(0, index - contextLines), index + contextLines + 1).some(isChange),
  );
}

function colored(line: string, shown: readonly string[], colors: Colors): string[] {
  const paint = line.startsWith('+') ? colors.green : line.startsWith('-') ? colors.red : undefined;
  return shown.map((one) => `  ${paint === undefined ? one : paint(one)}`);
}

function valueText(value: JsonValue | undefined): string {
  return value === undefined ? '' : `: ${outputLine(shortValue(value))}`;
}

function shortValue(value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  const [line = ''] = text.split('\n', 1);
  const isCut = line.length < text.length || line.length > longestInline;
  return `${line.slice(0, longestInline)}${isCut ? ' …' : ''}`;
}
