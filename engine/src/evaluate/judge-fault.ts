import { askedAlias, flatChecks, judgeKeys } from '../library/asked-alias.ts';
import { isSameModel } from '../library/is-same-model.ts';
import type { Library } from '../library/library.ts';
import type { Check } from '../library/nodes.ts';
import type { ModelAlias } from '../library/project.ts';

export interface JudgedArm {
  /** The alias under test. */
  readonly model: string;
  readonly checks: readonly Check[];
}

/**
 * Why checks cannot be judged by the aliases that they ask: one is not declared, or is the very model
 * under test. One sentence without a final period; `undefined` when they can.
 */
export function judgeFault(
  { model, checks }: JudgedArm,
  { project }: Pick<Library, 'project'>,
  judges: ReadonlyMap<string, ModelAlias>,
): string | undefined {
  const tested = project.models.get(model);
  for (const check of flatChecks(checks)) {
    const alias = askedAlias(check);
    if (alias === undefined) continue;
    const judge = judges.get(alias);
    if (judge === undefined) {
      return `check “${check.name}” asks the model alias ${alias}, which galley.yaml does not declare`;
    }
    const isOwn =
      judgeKeys.has(check.key) && tested && isSameModel(judge, tested, project.providers);
    if (isOwn && !check.allowsSameModel) {
      return `check “${check.name}” asks ${alias}, the very model under test; name another one, or write same_model: true`;
    }
  }
  return undefined;
}
