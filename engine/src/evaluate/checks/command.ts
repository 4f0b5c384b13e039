import { canonicalJson } from '../../units/canonical-json.ts';
import { isPlainObject } from '../../units/own-value.ts';
import { showText, showValue } from '../show-text.ts';
import type { CheckedValue, CheckPlug, CheckSubject, Finding } from './contract.ts';

const mostOutputBytes = 64 * 1024;

/**
 * A program that galley.yaml names judges the answer: one line of JSON in, `{pass, score?, reason?}`
 * out. Anything else it does is an error. Where the door runs no programs, or galley.yaml in force
 * names none of that name, the check is not executed.
 */
export const command: CheckPlug = {
  key: 'command',
  readsValue: true,
  asks: true,
  grades: true,
  prepare(check, { commands, programs, signal }) {
    const name = String(check.argument);
    const declared = commands?.get(name);
    return async (checked, subject) => {
      if (programs === undefined) return notExecuted('this door runs no programs');
      if (declared === undefined) {
        return notExecuted(
          `galley.yaml in force (in a proof, base’s) names no command \`${name}\``,
        );
      }
      const { run, timeoutMs } = declared;
      const input = `${canonicalJson(inputOf(checked, subject))}\n`;
      const outcome = await programs.run({ run, input, timeoutMs, mostOutputBytes }, signal);
      switch (outcome.kind) {
        case 'not-started':
          return failed(`the program \`${name}\` cannot be started: ${outcome.reason}`);
        case 'too-slow':
          return failed(
            `the program \`${name}\` took more than ${timeoutMs} ms${said(outcome.stderr)}`,
          );
        case 'too-much-output':
          return failed(
            `the program \`${name}\` printed more than ${mostOutputBytes} bytes${said(outcome.stderr)}`,
          );
        case 'ended':
          return outcome.exitCode === 0
            ? readVerdict(name, outcome.stdout)
            : failed(`the program \`${name}\` ${endOf(outcome.exitCode)}${said(outcome.stderr)}`);
      }
    };
  },
};

function notExecuted(reason: string): Finding {
  return { kind: 'not-executed', reason };
}

function failed(reason: string): Finding {
  return { kind: 'error', reason };
}

function endOf(exitCode: number | undefined): string {
  return exitCode === undefined ? 'was ended by a signal' : `ended with exit code ${exitCode}`;
}

function said(stderr: string): string {
  return stderr.trim() === '' ? '' : `: ${showText(stderr)}`;
}

/** What the program reads. `value` is what `of` names; unknown usage is left out. */
function inputOf({ value }: CheckedValue, { case: item, answer, rendered, repeat }: CheckSubject) {
  return withoutUndefined({
    case: withoutUndefined({
      id: item.id,
      inputs: item.inputs,
      expected: item.expected,
      tags: item.tags,
      group: item.group,
    }),
    answer:
      answer &&
      withoutUndefined({
        text: answer.text,
        output: answer.output,
        tool_calls: answer.toolCalls.map((call) => ({
          name: call.name,
          arguments: call.arguments,
        })),
        latency_ms: answer.latencyMs,
      }),
    value,
    rendered: rendered.map(({ role, content }) => ({ role, content })),
    repeat,
  });
}

function withoutUndefined(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

function readVerdict(name: string, stdout: string): Finding {
  const verdict = parse(stdout);
  const { pass, score, reason, ...unknown } = verdict ?? {};
  const isVerdict =
    typeof pass === 'boolean' &&
    (score === undefined || (typeof score === 'number' && score >= 0 && score <= 1)) &&
    (reason === undefined || typeof reason === 'string') &&
    Object.keys(unknown).length === 0;
  if (!isVerdict) {
    const got = stdout.trim() === '' ? 'nothing' : showValue(stdout);
    return failed(
      `the program \`${name}\` printed no {"pass": true or false, "score": 0 to 1, "reason": text}, got ${got}`,
    );
  }
  return {
    kind: 'judged',
    holds: pass,
    wanted: `to pass the program \`${name}\``,
    got: reason === undefined ? (pass ? 'a pass' : 'no pass') : showValue(reason),
    ...(typeof score === 'number' && { score }),
  };
}

function parse(stdout: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(stdout);
    return isPlainObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
