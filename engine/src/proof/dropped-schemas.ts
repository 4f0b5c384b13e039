import type { Prompt, PromptBody } from '../library/nodes.ts';
import type { OpenedChange } from './change.ts';
import { renamesOf } from './changed-nodes.ts';
import type { Finding } from './proof.ts';

/**
 * Warnings about prompts and variants whose `output.schema` head takes away although a suite judges
 * them: every suite checked it unasked, so that answers which break it would pass unseen. A schema
 * that became another one is part of what the prompt says, and shown there.
 */
export function droppedSchemas({
  base,
  head,
  changes,
}: Pick<OpenedChange, 'base' | 'head' | 'changes'>): Finding[] {
  const renames = renamesOf(changes, 'prompt');
  const judged = new Set(
    [...head.suites.values()].flatMap(({ targets }) => targets.map(({ prompt }) => prompt)),
  );
  return [...head.prompts.values()].flatMap((now): Finding[] => {
    const before = base.prompts.get(renames.baseId(now.id));
    if (before === undefined || !judged.has(now.id)) return [];
    return bodiesOf(now).flatMap(([target, body, variant]): Finding[] => {
      const was = variant === undefined ? before.body : before.variants.get(variant);
      if (was?.output.schema === undefined || body.output.schema !== undefined) return [];
      const message = `\`${target}\` no longer has \`output.schema\`, which every suite checked: answers that break it are not seen`;
      return [
        {
          severity: 'warning',
          code: 'suite-weakened',
          message,
          ...{ file: now.file, line: 1, column: 1, target },
        },
      ];
    });
  });
}

type Body = readonly [target: string, body: PromptBody, variant: string | undefined];

function bodiesOf({ id, body, variants }: Prompt): Body[] {
  const own: Body = [id, body, undefined];
  return [own, ...[...variants].map(([name, variant]): Body => [`${id}+${name}`, variant, name])];
}
