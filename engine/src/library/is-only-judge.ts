import { askedAlias, flatChecks } from './asked-alias.ts';
import type { Library } from './library.ts';

/** True when checks ask a model alias, and no prompt, variant or suite has it answer anything. */
export function isOnlyJudge({ prompts, suites }: Library, alias: string): boolean {
  const answers =
    [...prompts.values()].some(({ body, variants }) =>
      [body, ...variants.values()].some(({ model }) => model.ref === alias),
    ) || [...suites.values()].some(({ models }) => models.includes(alias));
  if (answers) return false;
  return [...suites.values()].some(({ checks, cases }) =>
    [...flatChecks([...checks, ...cases.flatMap((item) => item.checks ?? [])])].some(
      (check) => askedAlias(check) === alias,
    ),
  );
}
