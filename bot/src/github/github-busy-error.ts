/** GitHub's rate limits turned a request away: whoever wants it tries again later. */
export class GitHubBusyError extends Error {
  /** 403 or 429: nothing was carried out. */
  readonly status: number;
  /** Milliseconds that GitHub asks to wait. */
  readonly retryAfterMs: number;

  constructor(status: number, retryAfterMs: number, options: { readonly cause?: unknown } = {}) {
    super(`GitHub asks to wait ${Math.ceil(retryAfterMs / 1000)} s (status ${status}).`, options);
    this.name = 'GitHubBusyError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
