import type { JsonValue } from '../library/nodes.ts';
import { decimalUsd } from '../units/decimal-usd.ts';
import type { RunResult } from './results.ts';

/** One row of the table `answers`; an absent value is NULL. */
export type AnswerRow = Readonly<Record<string, JsonValue>>;

/** Columns of the table `answers`, with DuckDB's types. `group` needs quotes in a query. */
export const answerColumns = {
  case_id: 'VARCHAR',
  repeat: 'BIGINT',
  outcome: 'VARCHAR',
  inputs: 'JSON',
  expected: 'JSON',
  output: 'JSON',
  text: 'VARCHAR',
  tool_calls: 'JSON',
  latency_ms: 'DOUBLE',
  cost_usd: 'DECIMAL(18,9)',
  input_tokens: 'BIGINT',
  output_tokens: 'BIGINT',
  tags: 'JSON',
  group: 'VARCHAR',
} as const;

/** A draw as a row. `cost_usd` is one uncached call; `output` is the text where it is no JSON. */
export function answerRow(result: RunResult): AnswerRow {
  const { usage, listCostNanoUsd } = result;
  const row: Record<keyof typeof answerColumns, JsonValue | undefined> = {
    case_id: result.caseId,
    repeat: result.repeat,
    outcome: result.outcome,
    inputs: result.inputs,
    expected: result.expected,
    output: result.output,
    text: result.text,
    tool_calls: result.toolCalls.map((call) => ({ name: call.name, arguments: call.arguments })),
    latency_ms: result.latencyMs,
    cost_usd: listCostNanoUsd === undefined ? undefined : decimalUsd(listCostNanoUsd),
    input_tokens: usage?.inputTokens,
    output_tokens: usage?.outputTokens,
    tags: [...result.tags],
    group: result.group,
  };
  return Object.fromEntries(
    Object.entries(row).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}
