import { dirname, join } from 'node:path';
import { buildAction } from '../../action/support/built-action.ts';

/** The keyless child as a release ships it, which starts in a quarter of the time. */
export async function bundledChild(): Promise<string> {
  const { main } = await buildAction();
  return join(dirname(main), 'keyless-child.mjs');
}
