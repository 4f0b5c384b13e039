import type { Log } from '../telemetry/log.ts';
import type { ReadText } from './config-ports.ts';
import type { TenantsFile } from './tenants-file.ts';

/**
 * Looks at tenants.yaml again and again, and takes it when it has changed and then stayed the same for
 * one more look, so that a half-written one is not taken. Says in the log what came of it.
 * @returns ends the watching
 */
export function watchTenants(
  tenants: TenantsFile,
  { log, everyMs }: { readonly log: Log; readonly everyMs: number },
): () => void {
  let settling: ReadText | undefined;
  const look = () => {
    const now = tenants.look();
    if (isSame(now, tenants.taken())) settling = undefined;
    else if (settling !== undefined && isSame(now, settling)) take(tenants, now, log);
    else settling = now;
  };
  const timer = setInterval(look, everyMs).unref();
  return () => clearInterval(timer);
}

function take(tenants: TenantsFile, read: ReadText, log: Log): void {
  const faults = tenants.take(read);
  if (faults.length === 0) log.info('tenants-reloaded', { file: tenants.path });
  else log.error('tenants-refused', { file: tenants.path, faults, inForce: 'the ones before' });
}

/** Equal texts; two that cannot be read are the same, too. */
function isSame(one: ReadText, other: ReadText): boolean {
  return one.text === other.text;
}
