import { GalleyError, refusalCodes } from '@galley/engine/errors';
import { plainText } from '@galley/engine/units';
import type { Door } from '../door.ts';

/** Prints what stopped a command on stderr and gives its exit code; 70 for a bug of ours. */
export function reportError(error: unknown, door: Door): number {
  if (error instanceof GalleyError) {
    door.stderr.write(`galley: ${plainText(error.message)}\n`);
    if (error.hint !== undefined) door.stderr.write(`  ${plainText(error.hint)}\n`);
    return refusalCodes[error.code].exitCode;
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  door.stderr.write(`galley: internal error: ${plainText(message)}\n`);
  door.stderr.write(
    `  This is a bug in galley ${door.version} (Node ${process.version}). Please report it with the command you ran.\n`,
  );
  if (door.environment.GALLEY_DEBUG && error instanceof Error && error.stack) {
    door.stderr.write(`${plainText(error.stack)}\n`);
  }
  return 70;
}
