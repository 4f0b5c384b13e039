import type { ChangeSet } from '../library/change-set.ts';
import type { Library } from '../library/library.ts';
import type { Case, DataRule, Suite } from '../library/nodes.ts';
import { hashValue } from '../units/content-hash.ts';
import { renamesOf } from './changed-nodes.ts';
import { withSuites } from './with-suites.ts';

/**
 * Head with what base says about who may see its data: a suite of head obeys its own dataset's rule,
 * the rule that base has for the dataset of that id, and base's rule for any case with the same inputs,
 * wherever head has put it. A change can only tighten such a rule.
 */
export function limitData(
  base: Pick<Library, 'datasets'>,
  head: Library,
  changes: ChangeSet,
): Library {
  const ruled = [...base.datasets.values()].flatMap(({ id, cases, data }) =>
    data === undefined ? [] : [{ id, cases, data }],
  );
  if (ruled.length === 0) return head;
  const renames = renamesOf(changes, 'dataset');
  const byId = new Map(ruled.map(({ id, data }) => [id, data]));
  const byInputs = new Map<string, DataRule[]>();
  for (const { cases, data } of ruled) {
    for (const item of cases) {
      const key = hashValue(item.inputs);
      const known = byInputs.get(key);
      if (known === undefined) byInputs.set(key, [data]);
      else if (!known.includes(data)) known.push(data);
    }
  }

  function rulesFor({ dataset, data, cases }: Suite): Set<DataRule> {
    const rules = new Set<DataRule>(data && [data]);
    const named = dataset === undefined ? undefined : byId.get(renames.baseId(dataset));
    if (named !== undefined) rules.add(named);
    for (const rule of cases.flatMap((item: Case) => byInputs.get(hashValue(item.inputs)) ?? [])) {
      rules.add(rule);
    }
    return rules;
  }

  return withSuites(
    head,
    [...head.suites.values()].map((suite) => {
      const rule = everyRule(rulesFor(suite));
      return { suite: rule === undefined ? suite : { ...suite, data: rule }, madeFrom: suite };
    }),
  );
}

/** One rule that keeps all of them; the first class that is named names it. */
function everyRule(rules: ReadonlySet<DataRule>): DataRule | undefined {
  const [first, ...others] = rules;
  if (first === undefined) return undefined;
  const kind = [...rules].map((rule) => rule.class).find((name) => name !== undefined);
  return {
    ...(kind !== undefined && { class: kind }),
    providers: first.providers.filter((name) =>
      others.every(({ providers }) => providers.includes(name)),
    ),
  };
}
