import { commandVerbs, helpText, type VerbName } from '@galley/engine/publish';
import type { CommandPlug } from './contract.ts';

/** Shows what this person may run here, and nothing else. */
export const help: CommandPlug = ({ command, mayRun }) => {
  const verbs = (Object.keys(commandVerbs) as VerbName[]).filter((verb) => mayRun(verb).allow);
  return { state: 'done', reply: helpText({ about: command.about }, verbs) };
};
