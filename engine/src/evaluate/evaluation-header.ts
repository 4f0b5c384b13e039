import type { Position } from '../errors/problem.ts';
import type { Case, SuiteGate } from '../library/nodes.ts';
import type { Mode } from '../models/answer.ts';
import { type ListedCheck, listChecks } from './case-checks.ts';
import type { CaseSelection } from './choose-cases.ts';
import type { EvaluationPlan, PlannedArm } from './evaluation-plan.ts';
import type { Shard } from './shard-plan.ts';
import type { SuiteCheck } from './suite-checks.ts';

/**
 * What results alone do not say about the evaluation they come from: everything a report or a merge
 * of shards needs, as plain JSON. It stands on the first line of a results file.
 */
export interface EvaluationHeader {
  readonly schema: 'galley-results/v1';
  /** Hexadecimal sha256 of the whole plan, the same on every shard. */
  readonly planHash: string;
  readonly side: 'base' | 'head';
  readonly mode: Mode;
  /** Draws of the whole plan, all shards together. */
  readonly runs: number;
  /** What a case without an answer means where its suite does not say. */
  readonly notExecuted: 'error' | 'warn';
  /** Present when cases were left out: every report says so, because a gate then judges a part. */
  readonly selection?: CaseSelection;
  /** Present when the results are one part of the draws: then no gate is judged. */
  readonly shard?: Shard;
  readonly suites: readonly HeaderSuite[];
}

export interface HeaderSuite {
  readonly suite: string;
  /** The document, relative to the project folder. */
  readonly file: string;
  readonly gate: SuiteGate;
  /** Targets × models in plan order. */
  readonly arms: readonly HeaderArm[];
}

export interface HeaderArm
  extends Pick<
    PlannedArm,
    'suite' | 'target' | 'model' | 'repeats' | 'repeatOffset' | 'passAtLeast'
  > {
  /** The prompt's document, relative to the project folder. */
  readonly promptFile: string;
  readonly checks: readonly HeaderCheck[];
  /** Checks of all answers together, judged when they are all there; absent is none. */
  readonly suiteChecks?: readonly SuiteCheck[];
  /** Ids of the cases of the whole plan, in plan order. */
  readonly cases: readonly string[];
}

export interface HeaderCheck {
  readonly name: string;
  readonly key: string;
  readonly weight: number | undefined;
  readonly isHard: boolean;
  /** True when only some cases have it, under `checks` of their own. */
  readonly isOfCase?: true;
  /** Where the check stands, for annotations. */
  readonly at: Position;
  /** The file it stands in, when that is not the suite's document. */
  readonly file?: string;
}

export interface HeaderOptions {
  /** Of the project's gate; default `warn`. */
  readonly notExecuted?: 'error' | 'warn';
  /** The part of the plan whose results follow. */
  readonly shard?: Shard | undefined;
}

/** The header of a whole plan's results, or of one shard of them. */
export function evaluationHeader(
  plan: EvaluationPlan,
  { notExecuted = 'warn', shard }: HeaderOptions = {},
): EvaluationHeader {
  const idsOf = rememberingIds();
  return {
    schema: 'galley-results/v1',
    planHash: plan.planHash,
    side: plan.side,
    mode: plan.mode,
    runs: plan.runs,
    notExecuted,
    ...(plan.selection && { selection: plan.selection }),
    ...(shard && { shard }),
    suites: plan.suites.map(({ suite, arms }) => ({
      suite: suite.id,
      file: suite.file,
      gate: suite.gate,
      arms: arms.map((arm) => headerArm(arm, idsOf(arm.cases))),
    })),
  };
}

function headerArm(arm: PlannedArm, cases: readonly string[]): HeaderArm {
  const { suite, target, model, repeats, repeatOffset, passAtLeast } = arm;
  return {
    suite,
    target,
    model,
    repeats,
    repeatOffset,
    passAtLeast,
    promptFile: arm.prompt.file,
    checks: listChecks<ListedCheck>(arm).map(
      ({ name, key, weight, isHard, isOfCase, at, file }) => ({
        name,
        key,
        weight,
        isHard,
        ...(isOfCase && { isOfCase }),
        at,
        ...(file !== undefined && { file }),
      }),
    ),
    ...(arm.suiteChecks && {
      suiteChecks: arm.suiteChecks.map(
        ({ name, key, argument, isNegated, weight, isHard, at }): SuiteCheck => ({
          name,
          key,
          argument,
          isNegated,
          weight,
          isHard,
          at,
        }),
      ),
    }),
    cases,
  };
}

/** Arms of one suite share their cases, and so their list of ids. */
function rememberingIds(): (cases: readonly Case[]) => readonly string[] {
  const known = new Map<readonly Case[], readonly string[]>();
  return (cases) => {
    const ids = known.get(cases) ?? cases.map(({ id }) => id);
    known.set(cases, ids);
    return ids;
  };
}
