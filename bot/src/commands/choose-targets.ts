import { type ChosenDocuments, chooseDocuments } from '@galley/engine/publish';
import { codeSpan } from '@galley/engine/report';
import type { CommandContext } from './contract.ts';

/** What the targets of a command mean in all projects of the repository. */
export interface ChosenTargets {
  readonly byProject: ReadonlyMap<string, ChosenDocuments>;
  /** Markdown; present when a target fits nothing in any project: then nothing runs. */
  readonly refusal?: string;
}

/** Looks every target up in every project; a target must fit somewhere. */
export function chooseTargets({
  command,
  documents,
}: Pick<CommandContext, 'command' | 'documents'>): ChosenTargets {
  const byProject = new Map<string, ChosenDocuments>();
  for (const [project, known] of documents) {
    byProject.set(project, chooseDocuments(command.documents, known));
  }
  const chosen = [...byProject.values()];
  const unknown = (chosen[0]?.unknown ?? []).filter(({ pattern }) =>
    chosen.every((one) => one.unknown.some((other) => other.pattern === pattern)),
  );
  if (unknown.length === 0) return { byProject };
  const names = unknown.map(({ pattern, meant }) => {
    const hint = meant === undefined ? '' : ` (did you mean ${codeSpan(meant)}?)`;
    return `${codeSpan(pattern)}${hint}`;
  });
  return { byProject, refusal: `Nothing was run: there is no ${names.join(', no ')}.` };
}
