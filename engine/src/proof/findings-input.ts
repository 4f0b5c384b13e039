import type { GalleyError } from '../errors/galley-error.ts';
import type { Problem } from '../errors/problem.ts';
import type { NotJudged } from '../evaluate/evaluation-plan.ts';
import type { Library } from '../library/library.ts';
import type { Clock } from '../ports/clock.ts';
import type { EffectivePolicy } from './effective-policy.ts';
import type { CostProof, EvaluationProof, Finding, RenderedFailure } from './proof.ts';

/** What a proof found out, before it is weighed. */
export interface FindingsInput {
  readonly problems: readonly Problem[];
  /** Missing version bumps; their severity is the policy's already. */
  readonly bumps: readonly Problem[];
  readonly failures: readonly RenderedFailure[];
  readonly evaluation: EvaluationProof;
  /** What head's prompts no longer promise; empty where the policy does not mind weaker suites. */
  readonly dropped: readonly Finding[];
  /** What head does not judge. */
  readonly notJudged: readonly NotJudged[];
  readonly cost: CostProof;
  readonly stoppedBy: GalleyError | undefined;
  /** Cases without a verdict because a provider or a judge failed, on both sides. */
  readonly erredCases: number;
  /** Why cases of head for which there is an answer have no verdict all the same, by suite; each reason once. */
  readonly openChecks: ReadonlyMap<string, readonly string[]>;
  readonly policy: EffectivePolicy;
  /** False when base has no galley.yaml: then no model may be asked, which is nobody's fault. */
  readonly hasPolicy: boolean;
  readonly base: Library;
  readonly head: Library;
  readonly options: {
    readonly notExecutedDefault: 'error' | 'warn';
    readonly isStrict?: boolean;
    /** Absent where the door answers no queries over all answers. */
    readonly clock?: Clock;
  };
}
