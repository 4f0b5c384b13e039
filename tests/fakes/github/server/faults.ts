import type { OperationId } from '../openapi/wanted-operations.ts';

/**
 * What goes wrong with a request. The `after-` faults happen when the work is done: the caller cannot
 * know that it is. Requests of Git's protocol know `status`, `hang-up`, `slow`, `expired-token` and
 * `secondary-limit`.
 */
export type Fault =
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 }
  | { readonly kind: 'after-bad-gateway' }
  /** `first` is called before the connection breaks. */
  | { readonly kind: 'hang-up'; readonly first?: () => void }
  | { readonly kind: 'after-hang-up'; readonly first?: () => void }
  | { readonly kind: 'slow'; readonly delayMs: number }
  | { readonly kind: 'expired-token' }
  | {
      readonly kind: 'secondary-limit';
      readonly status?: 403 | 429;
      readonly retryAfterSeconds: number;
    }
  | { readonly kind: 'primary-limit' };

/** Which requests a fault hits. */
export interface FaultPlan {
  /** The operations that it may hit; `git` is the Git protocol; default all of the API. */
  readonly on?: readonly (OperationId | 'git')[];
  /** How many requests it hits; default 1. */
  readonly times?: number;
  /** How many matching requests pass before; default 0. */
  readonly after?: number;
}

/** Faults of requests that a test has planned. */
export interface Faults {
  /** Plans a fault. Plans are tried in the order they were made; a request meets one of them at most. */
  add(fault: Fault, plan?: FaultPlan): void;
  /** Forgets all plans. */
  clear(): void;
  /** The fault that a request meets, taken from its plan. */
  take(operation: OperationId | 'git'): Fault | undefined;
}

/** A list of planned faults. */
export function openFaults(): Faults {
  let plans: { fault: Fault; plan: FaultPlan; left: number; passing: number }[] = [];
  return {
    add: (fault, plan = {}) =>
      void plans.push({ fault, plan, left: plan.times ?? 1, passing: plan.after ?? 0 }),
    clear: () => {
      plans = [];
    },
    take(operation) {
      for (const planned of plans) {
        const { on } = planned.plan;
        const matches = on === undefined ? operation !== 'git' : on.includes(operation);
        if (!matches || planned.left === 0) continue;
        if (planned.passing > 0) {
          planned.passing--;
          continue;
        }
        planned.left--;
        return planned.fault;
      }
      return undefined;
    },
  };
}
