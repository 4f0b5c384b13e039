import { codeSpan, messageText } from '@galley/engine/report';
import { chooseTargets } from './choose-targets.ts';
import type { CommandPlug } from './contract.ts';
import { filesOf } from './files-of.ts';
import { recheckFor } from './recheck-for.ts';

const mostListed = 50;

/**
 * Answers with what is wrong in documents: in all, or in those that were named. Whoever may run the proof
 * again also gets new check runs.
 */
export const validate: CommandPlug = (context) => {
  const chosen = chooseTargets(context);
  if (chosen.refusal !== undefined) return { state: 'refused', reply: chosen.refusal };
  const changes = recheckFor(context);
  const files = filesOf(context, chosen);
  if (files === undefined && changes !== undefined) return { state: 'done', changes };
  const lines = context.proofs.flatMap(({ project, validation }) =>
    [...validation.problems, ...validation.alreadyOnBase]
      .filter(({ file }) => files?.has(inRepository(project, file)) ?? true)
      .map(
        ({ file, line, column, severity, message }) =>
          `- ${severity}: ${codeSpan(`${inRepository(project, file)}:${line}:${column}`)} ${messageText(message)}`,
      ),
  );
  const shown = lines.slice(0, mostListed);
  if (lines.length > shown.length) shown.push(`… and ${lines.length - shown.length} more`);
  const reply = shown.length === 0 ? 'No problems.' : shown.join('\n');
  return { state: 'done', reply, ...(changes && { changes }) };
};

function inRepository(project: string, file: string): string {
  return project === '' ? file : `${project}/${file}`;
}
