import { GalleyError } from '@galley/engine/errors';

/** Why commits could not be fetched. */
export type GitFetchReason =
  /** The token is wrong or ran out: another one may do. */
  | 'token-refused'
  /** The repository is gone, has moved, or is closed to this token. */
  | 'repository-refused'
  /** The repository does not have the commit, or no longer. */
  | 'commit-missing'
  /** Above a limit on bytes or objects. */
  | 'too-large'
  /** What came is no sound pack. */
  | 'damaged'
  /** The network, a proxy or GitHub failed. */
  | 'unreachable';

const retryable: readonly GitFetchReason[] = ['token-refused', 'damaged', 'unreachable'];

type Options = NonNullable<ConstructorParameters<typeof GalleyError>[2]>;

/** A refusal of the Git cache; never holds a token. */
export class GitFetchError extends GalleyError {
  readonly reason: GitFetchReason;

  constructor(reason: GitFetchReason, message: string, options: Options = {}) {
    const isRetryable = options.isRetryable ?? retryable.includes(reason);
    super('git-failed', message, { ...options, isRetryable, data: { ...options.data, reason } });
    this.name = 'GitFetchError';
    this.reason = reason;
  }
}
