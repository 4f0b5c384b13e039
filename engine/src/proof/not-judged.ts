import type { NotJudged } from '../evaluate/evaluation-plan.ts';
import { targetName } from '../evaluate/find-target.ts';
import type { SidePlans } from './plan-sides.ts';
import type { SideLibraries } from './side-libraries.ts';

/**
 * What head does not judge, then what is judged on head and could not be asked of base, though base
 * has it: there the comparison has nothing to compare with.
 */
export function notJudged(
  { head, base }: SidePlans,
  { base: library, head: headLibrary }: SideLibraries,
): NotJudged[] {
  const listed = new Set(head.notJudged.map(keyOf));
  const onBase = base.notJudged.filter((entry) => {
    const suite = headLibrary.suites.get(entry.suite);
    const target = suite?.targets.find((one) => targetName(one) === entry.target);
    const prompt = target && library.prompts.get(target.prompt);
    const isNew =
      prompt === undefined ||
      (target?.variant !== undefined && !prompt.variants.has(target.variant));
    return !isNew && !listed.has(keyOf(entry));
  });
  return [
    ...head.notJudged,
    ...onBase.map((entry) => ({ ...entry, reason: `on base, ${entry.reason}` })),
  ];
}

function keyOf({ suite, target }: NotJudged): string {
  return JSON.stringify([suite, target ?? null]);
}
