import { configFaultLines } from '../config/config-fault.ts';
import { type ConfigOutcome, readConfig } from '../config/read-config.ts';
import type { BotDoor } from './open-door.ts';

/** The configuration; `undefined` when it is wrong, and then people were told what. */
export function readConfiguration(
  door: BotDoor,
): Extract<ConfigOutcome, { readonly faults?: undefined }> | undefined {
  const outcome = readConfig(door.environment, door);
  if (outcome.faults === undefined) return outcome;
  door.say('galley-bot: the configuration cannot be used\n');
  for (const line of configFaultLines(outcome.faults)) door.say(`  ${line}\n`);
  return undefined;
}
