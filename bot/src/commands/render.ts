import { codeSpan, fencedBlock, messageText } from '@galley/engine/report';
import { chooseTargets } from './choose-targets.ts';
import type { CommandPlug } from './contract.ts';
import { filesOf } from './files-of.ts';
import { recheckFor } from './recheck-for.ts';

const mostDiffLines = 200;

/**
 * Answers with what changes in rendered prompts: in all, or in those that were named. Whoever may run the
 * proof again also gets new check runs.
 */
export const render: CommandPlug = (context) => {
  const chosen = chooseTargets(context);
  if (chosen.refusal !== undefined) return { state: 'refused', reply: chosen.refusal };
  const changes = recheckFor(context);
  const files = filesOf(context, chosen);
  if (files === undefined && changes !== undefined) return { state: 'done', changes };
  const parts = context.proofs.flatMap(({ project, renders }) =>
    renders
      .filter(({ file }) => files?.has(project === '' ? file : `${project}/${file}`) ?? true)
      .map(({ target, cases, casesChanged, casesRendered, note }) => {
        const head = `${codeSpan(target)}: ${casesChanged} of ${casesRendered} cases change`;
        const lines = cases.flatMap(({ diff }) => diff).slice(0, mostDiffLines);
        if (lines.length === 0) return note === undefined ? head : `${head}: ${messageText(note)}`;
        return `${head}\n${fencedBlock(lines, 'diff')}`;
      }),
  );
  const reply =
    parts.length === 0 ? 'Nothing changes in what these render to.' : parts.join('\n\n');
  return { state: 'done', reply, ...(changes && { changes }) };
};
