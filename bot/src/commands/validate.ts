import { chooseTargets } from './choose-targets.ts';
import type { CommandPlug } from './contract.ts';
import { filesOf } from './files-of.ts';

const mostListed = 50;

/** Checks documents again under new check runs; with targets it answers with what is wrong in them. */
export const validate: CommandPlug = (context) => {
  const chosen = chooseTargets(context);
  if (chosen.refusal !== undefined) return { state: 'refused', reply: chosen.refusal };
  const { command, proofs } = context;
  const { isNewComment } = command.flags;
  const changes = { isRetry: true, ...(isNewComment && { isNewComment }) } as const;
  const files = filesOf(context, chosen);
  if (files === undefined) return { state: 'done', changes };
  const lines = proofs.flatMap(({ project, validation }) =>
    [...validation.problems, ...validation.alreadyOnBase]
      .filter(({ file }) => files.has(inRepository(project, file)))
      .map(
        ({ file, line, column, severity, message }) =>
          `- ${severity}: \`${plain(inRepository(project, file))}:${line}:${column}\` ${escaped(message)}`,
      ),
  );
  const shown = lines.slice(0, mostListed);
  if (lines.length > shown.length) shown.push(`… and ${lines.length - shown.length} more`);
  return { state: 'done', changes, reply: shown.length === 0 ? 'No problems.' : shown.join('\n') };
};

function inRepository(project: string, file: string): string {
  return project === '' ? file : `${project}/${file}`;
}

function plain(text: string): string {
  return text.replaceAll('`', "'");
}

/** As code, so that nothing of it is read as Markdown, a mention or a link. */
function escaped(message: string): string {
  return `\`${plain(message)}\``;
}
