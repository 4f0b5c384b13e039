import type { ChosenTargets } from './choose-targets.ts';
import type { CommandContext } from './contract.ts';

/**
 * Files of the documents that a command names, relative to the repository; `undefined` when it names
 * none, but what is changed, affected, or all.
 */
export function filesOf(
  { documents }: Pick<CommandContext, 'documents'>,
  { byProject }: ChosenTargets,
): ReadonlySet<string> | undefined {
  const files = new Set<string>();
  let isNamed = false;
  for (const [project, chosen] of byProject) {
    isNamed ||= chosen.documents.length > 0;
    const wanted = new Set(chosen.documents.map(({ kind, id }) => `${kind}:${id}`));
    for (const { kind, id, file } of documents.get(project) ?? []) {
      if (wanted.has(`${kind}:${id}`)) files.add(project === '' ? file : `${project}/${file}`);
    }
  }
  return isNamed ? files : undefined;
}
