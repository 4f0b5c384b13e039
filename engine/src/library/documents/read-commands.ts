import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { CommandDeclaration } from '../project.ts';

const defaultTimeoutSeconds = 10;

/** `commands` of galley.yaml, whose shape is known to be right. */
export function readCommands(
  written: Readonly<Record<string, JsonValue>>,
): ReadonlyMap<string, CommandDeclaration> {
  return new Map(
    Object.entries(written).map(([name, value]) => {
      const { run, timeout_s: seconds } = isPlainObject(value) ? value : {};
      const timeoutMs = (typeof seconds === 'number' ? seconds : defaultTimeoutSeconds) * 1000;
      return [name, { run: Array.isArray(run) ? run.map(String) : [], timeoutMs }];
    }),
  );
}
