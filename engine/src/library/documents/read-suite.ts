import type { JsonValue, ModelParameters, SuiteGate, TargetReference } from '../nodes.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedHead, ParsedSuite } from './parsed-file.ts';
import { readAmount } from './read-amount.ts';
import { readCases } from './read-cases.ts';
import { readChecks } from './read-checks.ts';
import { readHead, type WrittenDocument } from './read-head.ts';

/** Fresh runs on both sides for a flipped case, when a suite says nothing. */
const defaultConfirmRuns = 5;

/** What a suite asks for when it has no `gate`. */
export const defaultSuiteGate: SuiteGate = {
  passRate: {},
  whenUnsure: 'warn',
  confirmRuns: defaultConfirmRuns,
};

/** A suite that fits its schema. */
export function readSuite(reading: FileReading, written: WrittenDocument, id: string): ParsedSuite {
  const repeats = typeof written.repeats === 'number' ? written.repeats : 1;
  const passAtLeast = typeof written.pass_at_least === 'number' ? written.pass_at_least : undefined;
  if (passAtLeast !== undefined && passAtLeast > repeats) {
    const message = `\`pass_at_least\` ${passAtLeast} is above \`repeats\` ${repeats}`;
    reading.report('wrong-value', message, ['pass_at_least'], 'no case could ever pass');
  }
  const { dataset } = written;
  return {
    ...readHead(reading, written, 'suite', id),
    isInline: false,
    targets: listOf(written.targets).map((text, index) => ({
      target: parseTarget(text),
      at: reading.yaml.valueAt(['targets', index]),
    })),
    models: listOf(written.models).map((alias, index) => ({
      alias,
      at: reading.yaml.valueAt(['models', index]),
    })),
    parameters: written.parameters as ModelParameters | undefined,
    dataset:
      typeof dataset === 'string'
        ? { id: dataset, at: reading.yaml.valueAt(['dataset']) }
        : undefined,
    cases: readCases(reading, written.cases),
    repeats,
    ...readWhen(written.when),
    passAtLeast,
    checks: readChecks(reading, written.checks),
    gate: readGate(reading, written.gate),
  };
}

/** The inline cases and checks of a prompt as a suite of the prompt's own id. */
export function readInlineSuite(
  reading: FileReading,
  written: WrittenDocument,
  prompt: ParsedHead,
): ParsedSuite {
  const cases = written.cases as JsonValue;
  const checks = written.checks as JsonValue;
  return {
    ...readHead(reading, { cases, checks }, 'suite', prompt.id),
    isInline: true,
    at: reading.yaml.keyAt(['cases']),
    targets: [{ target: { prompt: prompt.id }, at: prompt.at }],
    models: [],
    parameters: undefined,
    dataset: undefined,
    cases: readCases(reading, cases),
    repeats: 1,
    passAtLeast: undefined,
    checks: readChecks(reading, checks),
    gate: defaultSuiteGate,
  };
}

/** `support/refund+terse` in its pieces. */
export function parseTarget(text: string): TargetReference {
  const plus = text.indexOf('+');
  if (plus === -1) return { prompt: text };
  return { prompt: text.slice(0, plus), variant: text.slice(plus + 1) };
}

function readGate(reading: FileReading, value: JsonValue | undefined): SuiteGate {
  const written = (value ?? {}) as Record<string, JsonValue>;
  const { min, max_drop: maxDrop } = mapOf(written.pass_rate);
  const maxCost = readAmount(reading, ['gate', 'cost_per_run_usd', 'max']);
  const latency = mapOf(written.latency_p95_ms).max;
  return {
    passRate: {
      ...(typeof min === 'number' && { min }),
      ...(typeof maxDrop === 'number' && { maxDrop }),
    },
    whenUnsure: (written.when_unsure ?? 'warn') as SuiteGate['whenUnsure'],
    ...(maxCost !== undefined && { maxCostPerRunNanoUsd: maxCost }),
    ...(typeof latency === 'number' && { maxLatencyP95Ms: latency }),
    confirmRuns: typeof written.confirm === 'number' ? written.confirm : defaultConfirmRuns,
    ...(written.not_executed !== undefined && {
      notExecuted: written.not_executed as 'error' | 'warn',
    }),
  };
}

/** At pull requests is what an absent `when` means. */
function readWhen(written: JsonValue | undefined): Pick<ParsedSuite, 'when'> {
  return written === 'nightly' || written === 'manual' ? { when: written } : {};
}

function mapOf(value: JsonValue | undefined): Record<string, JsonValue> {
  return (value ?? {}) as Record<string, JsonValue>;
}

function listOf(value: JsonValue | undefined): string[] {
  return (value ?? []) as string[];
}
