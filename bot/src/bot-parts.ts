import type { HostileProof } from '@galley/engine/keyless-child';
import type { Clock, HostileText, Random } from '@galley/engine/ports';
import type { BotConfig } from './config/bot-config.ts';
import type { TenantSecrets } from './config/secrets-of.ts';
import type { GitCache } from './git/git-cache.ts';
import type { GitHubAccess } from './github/open-github-access.ts';
import type { Queue } from './queue/queue.ts';
import type { Database } from './store/database.ts';
import type { Log } from './telemetry/log.ts';
import type { Telemetry } from './telemetry/telemetry.ts';

/** What every worker works with; made once, by `startBot`. */
export interface BotParts {
  readonly config: BotConfig;
  readonly database: Database;
  readonly queue: Queue;
  readonly github: GitHubAccess;
  readonly cache: GitCache;
  readonly hostile: HostileWork;
  /**
   * What an account's models may be called with.
   * @param allowedHosts of the tenant; a secret bound to another host does not go there
   */
  secretsOf(account: string, allowedHosts?: readonly string[] | undefined): TenantSecrets;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

/** Where text from repositories is read: processes without keys. */
export interface HostileWork {
  /** A process of its own, for one side of one pull request. */
  openText(): HostileText;
  /** Each change in a process of its own. */
  readonly proof: HostileProof;
}
