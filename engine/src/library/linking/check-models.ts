import type { Position } from '../../errors/problem.ts';
import { nearestName } from '../../matching/nearest.ts';
import { askedAlias } from '../asked-alias.ts';
import type { ParsedProject } from '../documents/parsed-project.ts';
import { projectFile } from '../documents/read-project.ts';
import { checkDataProviders } from './check-data-providers.ts';
import { checkJudges, checksOfSuite } from './check-judges.ts';
import { bodiesOf } from './check-prompts.ts';
import { ownersOf } from './check-suites.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector, Owner } from './fault-collector.ts';

/**
 * Reports aliases that nothing declares, aliases without a provider and, when everything was read,
 * aliases that nothing uses.
 */
export function checkModels(
  index: DocumentIndex,
  project: ParsedProject | undefined,
  isComplete: boolean,
  faults: FaultCollector,
): void {
  const used = new Set<string>();
  let hasUnknown = false;
  const models = project?.project.models ?? new Map();
  const check = (
    alias: string,
    at: Position & { file: string },
    owners: readonly Owner[],
    why = '',
  ) => {
    used.add(alias);
    if (models.has(alias) || project?.isBroken) return;
    hasUnknown = true;
    const near = nearestName(alias, models.keys());
    const hint = near
      ? `did you mean \`${near}\`?`
      : `declare \`${alias}\` under \`models\` in ${projectFile}`;
    const message = `the model \`${alias}\` is not declared${why}`;
    faults.error(owners, 'model-unknown', message, at, hint);
  };
  for (const prompt of index.prompts.values()) {
    for (const { model, modelAt } of bodiesOf(prompt)) {
      if (model.ref === undefined || !modelAt) continue;
      check(model.ref, { file: prompt.file, ...modelAt }, [`prompt:${prompt.id}`]);
    }
  }
  for (const suite of index.suites.values()) {
    const owners = ownersOf(suite);
    for (const { alias, at } of suite.models) check(alias, { file: suite.file, ...at }, owners);
    for (const { check: asking, at } of checksOfSuite(index, suite)) {
      const alias = askedAlias(asking);
      if (alias === undefined) continue;
      const why = asking.model === undefined ? `; \`${asking.key}\` checks ask it` : '';
      check(alias, at, owners, why);
    }
  }
  if (!project || project.isBroken) return;
  checkJudges(index, project.project, faults);
  checkProviders(project, faults);
  checkDataProviders(index, project, faults);
  // A misspelt alias leaves the right one unused: one mistake, one problem.
  if (isComplete && !hasUnknown && index.broken.size === 0) warnOfUnused(project, used, faults);
}

function checkProviders({ project, providersAt }: ParsedProject, faults: FaultCollector): void {
  for (const { alias, provider } of project.models.values()) {
    if (project.providers.has(provider)) continue;
    const near = nearestName(provider, project.providers.keys());
    const hint = near ? `did you mean \`${near}\`?` : `declare \`${provider}\` under \`providers\``;
    const message = `the model \`${alias}\` names the provider \`${provider}\`, which is not declared`;
    const at = { file: projectFile, ...(providersAt.get(alias) ?? { line: 1, column: 1 }) };
    faults.error(['project'], 'provider-unknown', message, at, hint);
  }
}

function warnOfUnused(
  { project, aliasesAt }: ParsedProject,
  used: ReadonlySet<string>,
  faults: FaultCollector,
): void {
  for (const alias of project.models.keys()) {
    const at = aliasesAt.get(alias);
    if (used.has(alias) || at === undefined) continue;
    faults.warning(
      'model-unused',
      `the model \`${alias}\` is used by nothing`,
      { file: projectFile, ...at },
      'remove it, unless `galley compare` or `--model` is what it is for',
    );
  }
}
