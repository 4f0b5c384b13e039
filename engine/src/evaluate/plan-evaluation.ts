import type { Library } from '../library/library.ts';
import type { Case, ModelParameters, PromptBody, Sound, Suite } from '../library/nodes.ts';
import type { CommandDeclaration, ModelAlias } from '../library/project.ts';
import type { Mode } from '../models/answer.ts';
import { mergeParameters } from '../models/merge-parameters.ts';
import { caseChecksOf } from './case-checks.ts';
import { type CaseFilter, chooseCases, countSelection } from './choose-cases.ts';
import { chooseSuites } from './choose-suites.ts';
import { dataFault } from './data-fault.ts';
import {
  countRuns,
  type EvaluationPlan,
  type NotJudged,
  type PlannedArm,
  type PlannedSuite,
} from './evaluation-plan.ts';
import { type FoundTarget, findTarget, targetName } from './find-target.ts';
import { checksFor } from './implied-check.ts';
import { judgeFault } from './judge-fault.ts';
import { hashPlan } from './plan-hash.ts';

export interface PlanOptions {
  readonly side: 'base' | 'head';
  readonly mode: Mode;
  /** Ids of suites; `undefined` is all. */
  readonly suites?: readonly string[];
  /** Leaves cases out; a suite without any left is left out whole. */
  readonly filter?: CaseFilter;
  /** Where suites and cases come from when not from the library itself: head's, judged on base's prompts. */
  readonly suitesFrom?: Library;
  /** Aliases that replace the suites' and the prompts' own. */
  readonly models?: readonly string[];
  /** Targets to keep, `support/refund` or `support/refund+terse`; `undefined` is all. */
  readonly targets?: readonly string[];
  /** Given on the command line; they win over prompt and suite. */
  readonly parameters?: ModelParameters;
  /** Replaces the suites' own. */
  readonly repeats?: number;
  /** Aliases that judges may ask: base's in a proof; default the library's own. */
  readonly judges?: ReadonlyMap<string, ModelAlias>;
  /** Programs that `command` checks may name: base's in a proof; default the library's own. */
  readonly commands?: ReadonlyMap<string, CommandDeclaration>;
  /** Aliases that the policy allows; default the library's own rule, `undefined` there is any. */
  readonly allowedModels?: readonly string[];
}

/**
 * What to evaluate: targets × models × cases × repeats of each suite. Unsound suites and prompts,
 * missing prompts and models are left out and listed. Pure: nothing is rendered or sent.
 * @throws GalleyError `document-missing` for a suite id that does not exist
 */
export function planEvaluation(library: Library, options: PlanOptions): EvaluationPlan {
  const source = options.suitesFrom ?? library;
  const notJudged: NotJudged[] = [];
  const selection = countSelection(options.filter);
  const suites: PlannedSuite[] = [];
  for (const suite of chooseSuites(source, options.suites)) {
    if (!source.isSound(suite)) {
      notJudged.push({
        suite: suite.id,
        target: undefined,
        reason: 'the suite, or the dataset it names, has errors',
      });
      continue;
    }
    const cases = options.filter ? chooseCases(suite, options.filter) : suite.cases;
    selection.add(suite, cases);
    if (cases.length === 0 && suite.cases.length > 0) continue;
    const arms = planArms(suite, cases, library, options, notJudged);
    if (arms.length > 0) suites.push({ suite, arms });
  }
  const judges = options.judges ?? library.project.models;
  const commands = options.commands ?? library.project.commands ?? new Map();
  return {
    side: options.side,
    mode: options.mode,
    suites,
    runs: countRuns(suites),
    planHash: hashPlan(suites, {
      side: options.side,
      mode: options.mode,
      library,
      judges,
      commands,
    }),
    notJudged,
    commands,
    guardrails: new Set(library.project.guardrails ?? []),
    ...selection.result(),
  };
}

function planArms(
  suite: Sound<Suite>,
  cases: readonly Case[],
  library: Library,
  options: PlanOptions,
  notJudged: NotJudged[],
): PlannedArm[] {
  const arms: PlannedArm[] = [];
  const caseChecks = caseChecksOf(cases);
  const together = suite.checks.filter(({ key }) => key === 'sql');
  const suiteChecks = together.length === 0 ? {} : { suiteChecks: together };
  for (const reference of suite.targets) {
    const target = targetName(reference);
    if (options.targets !== undefined && !options.targets.includes(target)) continue;
    const leaveOut = (reason: string) => notJudged.push({ suite: suite.id, target, reason });
    const found = findTarget(library, reference, options.side);
    if (typeof found === 'string') {
      leaveOut(found);
      continue;
    }
    const aliases =
      options.models ?? (suite.models.length > 0 ? suite.models : ownModel(found.body));
    if (aliases.length === 0) leaveOut('the prompt names no model, and none is given');
    for (const model of new Set(aliases)) {
      const checks = checksFor(suite, found.body);
      const all = [...checks, ...cases.flatMap((item) => item.checks ?? [])];
      const judges = options.judges ?? library.project.models;
      const arm = { model, checks: all };
      const reason =
        modelFault(model, library, options) ??
        judgeFault(arm, library, judges) ??
        dataFault(suite.data, arm, library, judges);
      if (reason !== undefined) leaveOut(reason);
      else
        arms.push({
          ...armOf(suite, found, options),
          cases,
          target,
          model,
          checks,
          ...(caseChecks.length > 0 && { caseChecks }),
          ...suiteChecks,
        });
    }
  }
  return arms;
}

function armOf(suite: Sound<Suite>, found: FoundTarget, options: PlanOptions) {
  return {
    ...found,
    suite: suite.id,
    parameters: mergeParameters([
      found.body.model.parameters,
      suite.parameters,
      options.parameters,
    ]),
    repeats: options.repeats ?? suite.repeats,
    repeatOffset: 0,
    passAtLeast: suite.passAtLeast,
    ...(suite.data && { allowedProviders: suite.data.providers }),
  };
}

function ownModel(body: PromptBody): readonly string[] {
  return body.model.ref === undefined ? [] : [body.model.ref];
}

function modelFault(model: string, library: Library, options: PlanOptions): string | undefined {
  if (!library.project.models.has(model)) return `galley.yaml declares no model alias ${model}`;
  const allowed = options.allowedModels ?? library.project.allowedModels;
  if (allowed !== undefined && !allowed.includes(model)) {
    return `model alias ${model} is not among allowed_models`;
  }
  return undefined;
}
