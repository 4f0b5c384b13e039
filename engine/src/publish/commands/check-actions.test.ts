import { expect, it } from 'vitest';
import { checkActions, commandOfAction } from './check-actions.ts';
import { parseCommand } from './parse-command.ts';

it.each(Object.values(checkActions))(
  '$identifier fits GitHub and stands for a command',
  (action) => {
    expect(action.label.length).toBeLessThanOrEqual(20);
    expect(action.description.length).toBeLessThanOrEqual(40);
    expect(action.identifier.length).toBeLessThanOrEqual(20);
    expect(commandOfAction(action.identifier)).toBe(action.command);
    expect(parseCommand(action.command)).toMatchObject({ kind: 'command' });
  },
);

it('a button that nobody made stands for nothing', () => {
  expect(commandOfAction('toString')).toBeUndefined();
  expect(commandOfAction('constructor')).toBeUndefined();
});
