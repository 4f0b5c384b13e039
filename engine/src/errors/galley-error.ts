import type { RefusalCode } from './refusal-codes.ts';

export interface GalleyErrorOptions {
  /** Machine-readable facts: positions, names, numbers. Never a secret. */
  data?: Record<string, unknown>;
  /** What to do about it. */
  hint?: string;
  /** True when the same call may succeed later. */
  isRetryable?: boolean;
  cause?: unknown;
}

/** A refusal: Galley understood the request and cannot go on. The door prints it and exits. */
export class GalleyError extends Error {
  readonly code: RefusalCode;
  readonly data: Record<string, unknown>;
  readonly hint: string | undefined;
  readonly isRetryable: boolean;

  constructor(code: RefusalCode, message: string, options: GalleyErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'GalleyError';
    this.code = code;
    this.data = options.data ?? {};
    this.hint = options.hint;
    this.isRetryable = options.isRetryable ?? false;
  }
}
