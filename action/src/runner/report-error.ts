import { GalleyError, refusalCodes } from '@galley/engine/errors';
import type { Runner } from './runner.ts';

/** Says what stopped the step and gives its exit code; 70 for a bug of ours. Never shows a stack. */
export function reportError(
  error: unknown,
  runner: Pick<Runner, 'error' | 'version'>,
  mask: (text: string) => string = (text) => text,
): number {
  if (error instanceof GalleyError) {
    const hint = error.hint === undefined ? '' : ` ${error.hint}`;
    runner.error(mask(`galley: ${error.message}.${hint}`.replace(/\.\.(?= |$)/, '.')));
    return refusalCodes[error.code].exitCode;
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  runner.error(
    mask(
      `galley: internal error: ${message}. This is a bug in Galley ${runner.version}: please report it with the inputs of the step.`,
    ),
  );
  return 70;
}
