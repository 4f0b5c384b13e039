import { chooseTargets } from './choose-targets.ts';
import type { CommandPlug } from './contract.ts';
import { fenced } from './fenced.ts';
import { filesOf } from './files-of.ts';

const mostDiffLines = 200;

/** Shows again what changes in rendered prompts; with targets it answers with their diffs. */
export const render: CommandPlug = (context) => {
  const chosen = chooseTargets(context);
  if (chosen.refusal !== undefined) return { state: 'refused', reply: chosen.refusal };
  const { command, proofs } = context;
  const { isNewComment } = command.flags;
  const changes = { isRetry: true, ...(isNewComment && { isNewComment }) } as const;
  const files = filesOf(context, chosen);
  if (files === undefined) return { state: 'done', changes };
  const parts = proofs.flatMap(({ project, renders }) =>
    renders
      .filter(({ file }) => files.has(project === '' ? file : `${project}/${file}`))
      .map(({ target, cases, casesChanged, casesRendered, note }) => {
        const head = `\`${target}\`: ${casesChanged} of ${casesRendered} cases change`;
        const lines = cases.flatMap(({ diff }) => diff).slice(0, mostDiffLines);
        if (lines.length === 0) return note === undefined ? head : `${head}: ${fenced(note)}`;
        return `${head}\n${fenced(lines.join('\n'), 'diff')}`;
      }),
  );
  return {
    state: 'done',
    changes,
    reply: parts.length === 0 ? 'Nothing changes in what these render to.' : parts.join('\n\n'),
  };
};
