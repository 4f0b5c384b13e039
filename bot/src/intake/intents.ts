/** Where something happened. */
export interface RepositoryFacts {
  readonly installationId: number;
  readonly accountId: number;
  readonly account: string;
  readonly repositoryId: number;
  readonly owner: string;
  readonly name: string;
}

/** What a webhook makes worth looking at. Facts in it are hints: whoever acts reads GitHub again. */
export type Intent =
  /** A pull request may look different now. */
  | {
      readonly kind: 'look';
      readonly at: RepositoryFacts;
      readonly number: number;
      /** Newest commit, where the event tells it. */
      readonly head?: string;
      readonly isOpen: boolean;
      /** The same commit is to be proofed anew. */
      readonly isRetry: boolean;
      readonly sender: string;
    }
  /** Somebody wrote a command or pressed a button. */
  | {
      readonly kind: 'command';
      readonly at: RepositoryFacts;
      /** `comment:<id>` or `action:<delivery guid>`. */
      readonly id: string;
      readonly number: number;
      readonly commentId?: number;
      readonly sender: string;
      readonly senderId: number;
      /** As written: hostile. */
      readonly text: string;
      readonly sha?: string;
      readonly givenAt: string;
    }
  /** A commit whose pull request the event does not name: found by its head. */
  | {
      readonly kind: 'look-at-commit';
      readonly at: RepositoryFacts;
      readonly head: string;
      readonly isRetry: boolean;
      readonly command?: string;
      readonly sender: string;
      readonly senderId: number;
      readonly deliveryId: string;
    }
  /** The default branch moved: the ledger, and open pull requests whose policy changed. */
  | {
      readonly kind: 'default-branch-moved';
      readonly at: RepositoryFacts;
      readonly commit: string;
      /** Whether a galley.yaml changed, as far as the event tells. */
      readonly mayChangePolicy: boolean;
    }
  /** The merge queue wants checks on a commit that merges a pull request. */
  | {
      readonly kind: 'merge-group';
      readonly at: RepositoryFacts;
      readonly head: string;
      readonly base: string;
      /** Of the queue's branch `gh-readonly-queue/<base>/pr-<number>-<sha>`. */
      readonly number?: number;
    }
  | {
      readonly kind: 'installation';
      readonly installationId: number;
      readonly account: string;
      readonly accountId: number;
      readonly what: 'created' | 'removed' | 'suspended' | 'resumed';
    }
  | {
      readonly kind: 'repositories';
      readonly installationId: number;
      readonly account: string;
      readonly accountId: number;
      readonly added: readonly { readonly id: number; readonly fullName: string }[];
      readonly removed: readonly { readonly id: number; readonly fullName: string }[];
    };
