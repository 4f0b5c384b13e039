import type { ChildGuard } from '@galley/engine/keyless-child';
import type { Clock } from '@galley/engine/ports';
import type { BotConfig } from '../config/bot-config.ts';
import type { GitHubAccess } from '../github/open-github-access.ts';
import type { Database } from '../store/database.ts';
import type { Finding } from './finding.ts';

/** What the doctor looks at. */
export interface DoctorWorld {
  readonly config: BotConfig;
  readonly github: Pick<GitHubAccess, 'app' | 'openAccess' | 'repositoriesOf'>;
  readonly clock: Clock;
  /** Opens the configured database; closed again. */
  openDatabase(): Promise<Database>;
  /** The newest version of the tables that this program knows. */
  readonly newestTables: number;
  /** How the processes are guarded that read text from repositories; absent: not looked at. */
  guard?(): Promise<Pick<ChildGuard, 'network'>>;
  /** Only these, as `acme/prompts`; absent: all that have a galley.yaml. */
  readonly repositories?: readonly string[];
}

/** One thing that is looked at. What it throws is told as something that cannot be told. */
export type Check = (world: DoctorWorld) => Promise<readonly Finding[]>;
