import type { Change } from '@galley/engine/library';
import type { RenderChange } from '@galley/engine/proof';
import { shortRevision } from '@galley/engine/units';
import type { Colors } from './colors.ts';
import { formatTable } from './format-table.ts';
import { outputLine, quotedLines } from './output-line.ts';

/** What changed in one project, as `diff` shows it. */
export interface ProjectDiff {
  readonly project: string;
  readonly base: string;
  readonly head: string;
  readonly changes: readonly Change[];
  readonly renders: readonly RenderChange[];
}

/** What changed in one project, for people. */
export function formatChanges(diff: ProjectDiff, colors: Colors): string {
  const { project, base, head, changes, renders } = diff;
  const name = project === '' ? '' : `${project}: `;
  const title = `${outputLine(`${name}${shortRevision(head)} against ${shortRevision(base)}`)}\n`;
  if (changes.length === 0) return `${title}nothing changed\n`;
  const table = formatTable(changes.map(changeRow), (cell, _row, column) =>
    column === 0 ? colorOf(cell, colors)(cell) : cell,
  );
  return title + table + renders.map((render) => formatRender(render, colors)).join('');
}

function changeRow({ what, kind, id, from, path, isSemantic }: Change): string[] {
  const why = path === undefined ? '' : `through ${path.slice(0, -1).join(' → ')}`;
  const notes = [from && `was ${from.id}`, why, isSemantic ? '' : 'no semantic change'];
  return [what, kind, id, notes.filter((note) => note).join(', ')];
}

function formatRender(render: RenderChange, colors: Colors): string {
  const { target, casesChanged, casesRendered, baseTokens, headTokens, note, cases } = render;
  const tokens = `${baseTokens ?? '-'} → ${headTokens ?? '-'} tokens`;
  const head = `\n${colors.bold(outputLine(target))}: ${casesChanged} of ${casesRendered} cases change, ${tokens}\n`;
  const shown = cases.map(
    ({ caseId, diff, sameDiffCases }) =>
      `  ${colors.cyan(`case ${outputLine(caseId)}`)}${sameDiffCases > 1 ? ` (same in ${sameDiffCases} of ${casesRendered} cases)` : ''}\n${diff.map((line) => diffLine(line, colors)).join('')}`,
  );
  return head + (note === undefined ? '' : `  ${outputLine(note)}\n`) + shown.join('');
}

function diffLine(line: string, colors: Colors): string {
  const text = quotedLines(line).join('\n');
  if (line.startsWith('+')) return `${colors.green(text)}\n`;
  return line.startsWith('-') ? `${colors.red(text)}\n` : `${text}\n`;
}

function colorOf(what: string, colors: Colors) {
  if (what === 'added') return colors.green;
  return what === 'removed' ? colors.red : colors.yellow;
}
