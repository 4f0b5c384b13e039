import type { BotConfig } from '../config/bot-config.ts';
import type { Database } from './database.ts';

/**
 * The bot's store, with whatever tables it has: `migrate` comes next. jsonb values go in as JSON text;
 * without values several statements may stand in one text.
 */
export async function openDatabase(config: BotConfig['database']): Promise<Database> {
  if (config.kind === 'postgresql') {
    const { openPostgresql } = await import('./postgresql.ts');
    return openPostgresql(config.url);
  }
  const { openPglite } = await import('./pglite.ts');
  return openPglite(config.folder);
}
