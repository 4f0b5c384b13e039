import { GalleyError } from '@galley/engine/errors';
import { type NanoUsd, parseUsd } from '@galley/engine/units';
import { InvalidArgumentError } from 'commander';

/** For options that may be given several times: everything given, in order. */
export function collectValues(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** A whole number from 1 to 1,000. */
export function parseCount(value: string): number {
  if (/^[1-9][0-9]{0,2}$|^1000$/.test(value)) return Number(value);
  throw new InvalidArgumentError('Expected a whole number from 1 to 1000.');
}

/** An amount of US dollars as nano-dollars. */
export function parseDollars(value: string): NanoUsd {
  try {
    return parseUsd(value);
  } catch (error) {
    if (!(error instanceof GalleyError)) throw error;
    throw new InvalidArgumentError('Expected US dollars such as 0.50.');
  }
}
