import type { CaseAnswers, ModelAnswer } from '@galley/engine/evaluate';
import {
  formatColumns,
  formatDuration,
  formatMoney,
  plainText,
  wrapText,
} from '@galley/engine/units';
import type { Colors } from './colors.ts';
import { outputLine } from './output-line.ts';

/** Narrower columns than this are hard to read: answers then stand below each other. */
const narrowestColumn = 24;
const labels = ['', 'model', 'tokens', 'cost', 'latency', 'ended'] as const;
const labelWidth = 7;
const gap = 2;

/**
 * One case for people: a column per model with tokens, cost and latency, and the answers beneath,
 * side by side where the line has room for them.
 * @param width characters per line
 */
export function formatComparison(
  { caseId, answers }: CaseAnswers,
  { colors, width }: { readonly colors: Colors; readonly width: number },
): string {
  const room = Math.floor((width - labelWidth) / answers.length) - gap;
  const title = colors.bold(outputLine(`case ${caseId}`));
  const facts = answers.map(factsOf);
  const rows = labels.map((label, row) => [label, ...facts.map((column) => column[row] ?? '')]);
  if (room < narrowestColumn) {
    const blocks = answers.map((answer) => stacked(answer, colors));
    return `${[title, ...formatColumns(rows), ...blocks].join('\n')}\n`;
  }
  const texts = answers.map((answer) => wrapText(textOf(answer), room));
  const height = Math.max(...texts.map((lines) => lines.length));
  const body = Array.from({ length: height }, (_, row) => [
    row === 0 ? 'answer' : '',
    ...texts.map((lines) => outputLine(lines[row] ?? '')),
  ]);
  const table = [...rows, ...body].map(([label = '', ...cells]) => [
    label.padEnd(labelWidth),
    ...cells.map((cell) => padded(cell, room)),
  ]);
  const lines = formatColumns(table, (cell, row) => (row === 0 ? colors.bold(cell) : cell));
  return `${[title, ...lines].join('\n')}\n`;
}

function factsOf(answer: ModelAnswer): string[] {
  if (answer.kind === 'failed') return [outputLine(answer.model), '-', '-', '-', '-', answer.code];
  const { asked } = answer.run;
  const { usage, latencyMs, finishReason, model } = asked.answer;
  const tokens = `${usage.inputTokens ?? '?'} in, ${usage.outputTokens ?? '?'} out`;
  const money = { costNanoUsd: asked.listCostNanoUsd };
  return [
    outputLine(answer.model),
    outputLine(model),
    tokens,
    formatMoney(money),
    formatDuration(latencyMs),
    finishReason,
  ];
}

function textOf(answer: ModelAnswer): string {
  if (answer.kind === 'failed') return answer.message;
  const { text, toolCalls } = answer.run.asked.answer;
  const calls = toolCalls.map((call) => `${call.name}(${JSON.stringify(call.arguments)})`);
  return plainText([text, ...calls].filter((part) => part !== '').join('\n')).trimEnd();
}

function stacked(answer: ModelAnswer, colors: Colors): string {
  const lines = textOf(answer)
    .split('\n')
    .map((line) => `  ${outputLine(line)}`.trimEnd());
  return [colors.bold(outputLine(answer.model)), ...lines].join('\n');
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - [...cell].length));
}
