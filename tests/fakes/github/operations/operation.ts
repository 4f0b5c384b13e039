import type { Needs } from '../access/allow.ts';
import type { Caller } from '../access/authenticate.ts';
import type { RateState } from '../access/count-requests.ts';
import type { Writer } from '../changes/issues.ts';
import type { OperationId } from '../openapi/wanted-operations.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { Account, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import type { Deliveries } from '../webhooks/open-deliveries.ts';

/** A request that was found, allowed and checked. */
export interface Call {
  readonly world: World;
  readonly caller: Caller;
  /** From the path. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; it fits GitHub's description of the operation. */
  readonly body: never;
  readonly accept: string;
  /** The repository that the path names; asking for it where none is named is a 404. */
  readonly repository: Repository;
  readonly deliveries: Deliveries;
  readonly rate: RateState;
}

/** What an operation answers: one thing, or a list to be paged. */
export type Answer =
  | {
      readonly status: number;
      readonly body?: unknown;
      /** Default `application/json`; only then the body is written as JSON. */
      readonly mediaType?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      /** Everything; the server cuts the page out of it. */
      readonly list: readonly unknown[];
      /** Puts a page into the object that GitHub answers with. */
      readonly wrap?: (page: readonly unknown[], total: number) => unknown;
    };

/** One operation of the API: who may call it and what it does. */
export interface OperationPlug extends Needs {
  run(call: Call): Answer | Promise<Answer>;
}

/** Some operations, by their ids. */
export type OperationPlugs = Partial<Record<OperationId, OperationPlug>>;

/** Who writes: the App's bot for an installation's token, else the person. */
export function writerOf(call: Call): Writer {
  const { caller } = call;
  if (caller.kind === 'user') return { account: caller.account, app: undefined };
  if (caller.kind === 'installation') {
    return { account: caller.installation.app.bot, app: caller.installation.app };
  }
  throw new ApiRefusal(401, 'Requires authentication');
}

/** The account of a login, in any case of letters. */
export function findAccount(world: World, login: string | undefined): Account {
  const account = world.accounts.get((login ?? '').toLowerCase());
  if (account === undefined) throw new ApiRefusal(404, 'Not Found');
  return account;
}

/** GitHub's answer to what does not exist or may not be known. */
export function notFound(): ApiRefusal {
  return new ApiRefusal(404, 'Not Found');
}

/** GitHub's answer to a value that a resource cannot have. */
export function invalid(resource: string, field: string, code = 'invalid'): ApiRefusal {
  return new ApiRefusal(422, 'Validation Failed', { errors: [{ resource, field, code }] });
}
