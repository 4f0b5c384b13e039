import type { CommandModule } from './contract.ts';
import { doctorCommand } from './doctor.ts';
import { migrateCommand } from './migrate.ts';
import { purgeCommand } from './purge.ts';
import { startCommand } from './start.ts';

/** Every command of `galley-bot`; a new one is a line here. */
export const commandModules: readonly CommandModule[] = [
  startCommand,
  migrateCommand,
  doctorCommand,
  purgeCommand,
];
