/**
 * Whether a failed request may have been carried out all the same: the connection broke, or GitHub
 * answered 500 or above. Anything from 400 to 499 was refused, rate limits included.
 */
export function isUncertain(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500;
}

/** Whether GitHub says that what a request names is not there (any more). */
export function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || status === 410;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
