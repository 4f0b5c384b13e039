import type { Clock } from '@galley/engine/ports';

/** A token; it lives in memory and nowhere else. */
export interface Token {
  readonly secret: string;
  readonly expiresAtMs: number;
}

/** Where a client gets its token from, whenever it sends something. */
export interface TokenSource {
  /** Good for ten minutes at least. */
  current(): Promise<string>;
  /**
   * Another one in place of a token that GitHub refused.
   * @param refusal what the request rejected with
   */
  replace(refused: string, refusal: unknown): Promise<string>;
}

const freshMs = 10 * 60_000;

/**
 * Holds a token in memory and exchanges it before it runs out; however many ask, one request is made.
 * @param mint asks GitHub for the next
 */
export function openTokenSource(
  mint: () => Promise<Token>,
  { clock }: { readonly clock: Clock },
): TokenSource {
  let token: Token | undefined;
  let pending: Promise<string> | undefined;
  const exchange = () => {
    pending ??= mint()
      .then((next) => {
        token = next;
        return next.secret;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return {
    async current() {
      const isFresh = token !== undefined && token.expiresAtMs - clock.now() >= freshMs;
      return isFresh && token !== undefined ? token.secret : await exchange();
    },
    async replace(refused) {
      return token === undefined || token.secret === refused ? await exchange() : token.secret;
    },
  };
}
