import type { Position } from '../../errors/problem.ts';
import { nearestName } from '../../matching/nearest.ts';
import { askedAlias, flatChecks, judgeKeys } from '../asked-alias.ts';
import type { ParsedSuite } from '../documents/parsed-file.ts';
import { projectFile } from '../documents/read-project.ts';
import { isSameModel } from '../is-same-model.ts';
import type { Check } from '../nodes.ts';
import type { Project } from '../project.ts';
import { ownersOf } from './check-suites.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector } from './fault-collector.ts';

/** A check of a suite, of a case or of a group, with the place that faults in what it asks name. */
export interface AskingCheck {
  readonly check: Check;
  readonly at: Position & { readonly file: string };
}

/** Every check that a suite's cases are judged by, its dataset's and the groups' included. */
export function* checksOfSuite(index: DocumentIndex, suite: ParsedSuite): Generator<AskingCheck> {
  for (const { check, modelAt } of suite.checks) {
    for (const one of flatChecks([check])) {
      const at = one === check && modelAt ? modelAt : one.at;
      yield { check: one, at: { file: suite.file, ...at } };
    }
  }
  const dataset = suite.dataset && index.datasets.get(suite.dataset.id);
  for (const item of [...suite.cases, ...(dataset?.cases ?? [])]) {
    for (const check of flatChecks(item.case.checks ?? [])) {
      yield { check, at: { file: check.file ?? item.file, ...check.at } };
    }
  }
}

/** Reports judges that are the very model they judge, and commands that galley.yaml does not name. */
export function checkJudges(index: DocumentIndex, project: Project, faults: FaultCollector): void {
  for (const suite of index.suites.values()) {
    const owners = ownersOf(suite);
    const tested = testedAliases(index, suite);
    for (const { check, at } of checksOfSuite(index, suite)) {
      if (check.key === 'command' && !project.commands?.has(String(check.argument))) {
        const { message, hint } = unknownCommand(String(check.argument), project);
        faults.error(owners, 'command-unknown', message, at, hint);
      }
      const twin = twinOf(check, tested, project);
      if (twin === undefined) continue;
      const message = `the check \`${check.name}\` asks \`${askedAlias(check)}\`, the very model that \`${twin}\` is: models prefer their own answers`;
      const hint = 'name another model in `model:`, or write `same_model: true`';
      faults.error(owners, 'judge-same-model', message, at, hint);
    }
  }
}

/** The alias among `tested` that a judge would judge itself as; `undefined` when there is none. */
function twinOf(
  check: Check,
  tested: ReadonlySet<string>,
  { models, providers }: Project,
): string | undefined {
  if (!judgeKeys.has(check.key) || check.allowsSameModel) return undefined;
  const judge = models.get(askedAlias(check) ?? '');
  if (judge === undefined) return undefined;
  return [...tested].find((alias) => {
    const model = models.get(alias);
    return model !== undefined && isSameModel(model, judge, providers);
  });
}

/** The aliases that a suite's targets are asked on: its own, else each prompt's. */
function testedAliases(index: DocumentIndex, suite: ParsedSuite): Set<string> {
  if (suite.models.length > 0) return new Set(suite.models.map(({ alias }) => alias));
  const aliases = new Set<string>();
  for (const { target } of suite.targets) {
    const prompt = index.prompts.get(target.prompt);
    const body = target.variant === undefined ? prompt?.body : prompt?.variants.get(target.variant);
    if (body?.model.ref !== undefined) aliases.add(body.model.ref);
  }
  return aliases;
}

function unknownCommand(name: string, { commands }: Project) {
  const near = nearestName(name, commands?.keys() ?? []);
  const message = `the command \`${name}\` is not declared`;
  const hint = near
    ? `did you mean \`${near}\`?`
    : `declare \`${name}\` under \`commands\` in ${projectFile}`;
  return { message, hint };
}
