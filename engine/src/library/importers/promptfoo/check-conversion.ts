import type { JsonValue } from '../../nodes.ts';
import type { Cursor } from '../cursor.ts';
import type { AssertionContext } from './assertion-context.ts';
import type { CheckBody } from './assertion-rules.ts';
import { convertText } from './convert-text.ts';
import { textOf } from './import-context.ts';

/** One assertion with its value, in the case that it belongs to. */
export interface Conversion extends AssertionContext {
  readonly assertion: Cursor;
  /** The value, read from its file. */
  readonly value: Cursor;
  readonly what: string;
}

/** Makes the check of one type of assertion; reports why it gives `undefined`. */
export type Converter = (conversion: Conversion) => CheckBody | undefined;

/** The value as text with paths into the case; `undefined`, and reported, without one. */
export function textValue({
  assertion,
  value,
  what,
  locate,
  context,
}: Conversion): string | undefined {
  const { value: written } = value;
  if (written === undefined || written === null || written === '' || typeof written === 'object') {
    context.losses.lose(
      assertion,
      what,
      `its \`value\` is no text: ${JSON.stringify(written) ?? 'none'}`,
    );
    return undefined;
  }
  return convertText(assertion, textOf(written), locate, context);
}

/** Whether a value is a whole number from 0. */
export function isCount(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** The assertion's threshold; `undefined` without one. */
export function thresholdOf({ assertion }: Conversion): number | undefined {
  const { value } = assertion.get('threshold');
  return typeof value === 'number' ? value : undefined;
}
