import { askedAlias, flatChecks } from '../library/asked-alias.ts';
import type { Library } from '../library/library.ts';
import type { DataRule } from '../library/nodes.ts';
import type { ModelAlias } from '../library/project.ts';
import type { JudgedArm } from './judge-fault.ts';

/**
 * Why the cases of a suite may not be sent where an arm would send them: the model under test, a judge
 * or an embedding is asked at a provider that the dataset does not name. One sentence without a final
 * period; `undefined` when they may.
 * @param rule `undefined` lets everyone see them
 */
export function dataFault(
  rule: DataRule | undefined,
  { model, checks }: JudgedArm,
  { project }: Pick<Library, 'project'>,
  judges: ReadonlyMap<string, ModelAlias>,
): string | undefined {
  if (rule === undefined) return undefined;
  const isAllowed = (alias: ModelAlias | undefined) =>
    alias !== undefined && rule.providers.includes(alias.provider);
  const tested = project.models.get(model);
  if (!isAllowed(tested)) return `${refusal(rule, tested)}, which the model alias ${model} uses`;
  for (const check of flatChecks(checks)) {
    const alias = askedAlias(check);
    const judge = alias === undefined ? undefined : judges.get(alias);
    if (alias === undefined || isAllowed(judge)) continue;
    return `${refusal(rule, judge)}, which check “${check.name}” uses through ${alias}`;
  }
  return undefined;
}

function refusal({ class: kind, providers }: DataRule, alias: ModelAlias | undefined): string {
  const data = kind === undefined ? 'the cases' : `the ${kind} data of the cases`;
  const allowed = providers.length === 0 ? 'no provider' : `only ${providers.join(', ')}`;
  return `${data} may be seen by ${allowed}, not by the provider ${alias?.provider ?? 'of an unknown model'}`;
}
