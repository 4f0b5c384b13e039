import type { GuardName } from '../guardrails/contract.ts';
import type {
  Case,
  Check,
  ModelParameters,
  Prompt,
  PromptBody,
  Sound,
  Suite,
} from '../library/nodes.ts';
import type { CommandDeclaration } from '../library/project.ts';
import type { Mode } from '../models/answer.ts';
import type { ListedCheck } from './case-checks.ts';
import type { CaseSelection } from './choose-cases.ts';

/** What an evaluation will do, as data: nothing is rendered or sent yet. */
export interface EvaluationPlan {
  readonly side: 'base' | 'head';
  readonly mode: Mode;
  /** In the order of the suites' ids. */
  readonly suites: readonly PlannedSuite[];
  /** Draws in all: arms × cases × repeats. */
  readonly runs: number;
  /**
   * Hexadecimal sha256 over everything that decides the requests and the checks. An unfinished run
   * with an equal hash is resumed.
   */
  readonly planHash: string;
  readonly notJudged: readonly NotJudged[];
  /** Programs that `command` checks may name, as galley.yaml in force has them; absent is none. */
  readonly commands?: ReadonlyMap<string, CommandDeclaration>;
  /** What to look for in what is sent and answered; absent is nothing. */
  readonly guardrails?: ReadonlySet<GuardName>;
  /** Present when cases were left out on purpose. */
  readonly selection?: CaseSelection;
}

/** A suite, or one target or model of it, that is left out, and why. */
export interface NotJudged {
  readonly suite: string;
  /** `undefined`: the whole suite. */
  readonly target: string | undefined;
  /** One sentence without a final period. */
  readonly reason: string;
}

export interface PlannedSuite {
  readonly suite: Sound<Suite>;
  /** Targets × models; never empty. */
  readonly arms: readonly PlannedArm[];
}

/** One target on one model: what a pass rate is computed for. */
export interface PlannedArm {
  readonly suite: string;
  /** `support/refund` or `support/refund+terse`. */
  readonly target: string;
  readonly prompt: Sound<Prompt>;
  readonly variant: string | undefined;
  readonly body: PromptBody;
  /** The alias that names the arm on both sides. */
  readonly model: string;
  /** The alias to ask where it is another: base's own model of a prompt that names a new one on head. */
  readonly asks?: string;
  /** Names of the only providers that may see the cases, judges' included; absent is any. */
  readonly allowedProviders?: readonly string[];
  /** Prompt < suite < flags; the alias' own lie below and are merged by the model desk. */
  readonly parameters: ModelParameters;
  /** The suite's checks, the implied `output schema` first. */
  readonly checks: readonly Check[];
  /** Checks of single cases, once per name; absent when no case has any. */
  readonly caseChecks?: readonly ListedCheck[];
  /** Checks of all answers together (`sql`); absent is none. */
  readonly suiteChecks?: readonly Check[];
  readonly cases: readonly Case[];
  readonly repeats: number;
  /** Index of the first draw: 0, or above the suite's repeats for fresh runs. */
  readonly repeatOffset: number;
  /** k of the repeats; `undefined` is the majority. */
  readonly passAtLeast: number | undefined;
}

/** One draw to make. */
export interface PlannedRun {
  readonly arm: PlannedArm;
  readonly case: Case;
  /** 0-based, the arm's offset included. */
  readonly repeat: number;
}

/** Every draw in plan order: suites, targets, models, cases, and repeats innermost. */
export function* plannedRuns(plan: EvaluationPlan): Generator<PlannedRun> {
  for (const { arms } of plan.suites) {
    for (const arm of arms) {
      for (const item of arm.cases) {
        for (let index = 0; index < arm.repeats; index += 1) {
          yield { arm, case: item, repeat: arm.repeatOffset + index };
        }
      }
    }
  }
}

/** Draws that arms ask for: cases × repeats, summed. */
export function countRuns(suites: readonly PlannedSuite[]): number {
  let runs = 0;
  for (const { arms } of suites) {
    for (const arm of arms) runs += arm.cases.length * arm.repeats;
  }
  return runs;
}

/** Identity of an arm within one plan, and of its counterpart on the other side. */
export function armKey(arm: { suite: string; target: string; model: string }): string {
  return JSON.stringify([arm.suite, arm.target, arm.model]);
}
