import { rollbackEffect } from '../effects/effect.ts';
import type { CommandContext, CommandPlug } from './contract.ts';
import { findRevision } from './find-revision.ts';

/** Opens a pull request that restores a prompt as it was at a commit, a tag or a version. */
export const rollback: CommandPlug = async (context) => {
  const { command, given, now } = context;
  const { revision } = command;
  if (revision === undefined) throw new TypeError('rollback has a revision');
  const place = placeOf(context, revision.prompt);
  if (place === undefined) {
    return { state: 'refused', reply: `There is no prompt \`${revision.prompt}\` here.` };
  }
  const found = await findRevision(context, place, revision.at);
  if (found === undefined) {
    const reply = `\`${revision.prompt}\` is not to be found at \`${revision.at}\`: name a commit, a tag, or a version that its history has.`;
    return { state: 'refused', reply };
  }
  if ((await findRevision(context, place, now.baseTip))?.text === found.text) {
    const reply = `\`${revision.prompt}\` is on \`${now.baseRef}\` as it was then: there is nothing to restore.`;
    return { state: 'refused', reply };
  }
  const effect = rollbackEffect(now, {
    commentId: given.commentId ?? 0,
    prompt: revision.prompt,
    revision: revision.at,
    by: given.sender,
    files: { [place]: found.text },
    baseRef: now.baseRef,
    baseCommit: now.baseTip,
  });
  return { state: 'done', isGoingOn: true, effects: [effect] };
};

function placeOf({ documents }: CommandContext, prompt: string): string | undefined {
  for (const [project, known] of documents) {
    const found = known.find(({ kind, id }) => kind === 'prompt' && id === prompt);
    if (found !== undefined) return project === '' ? found.file : `${project}/${found.file}`;
  }
  return undefined;
}
