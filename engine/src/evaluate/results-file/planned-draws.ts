import type { EvaluationHeader, HeaderArm } from '../evaluation-header.ts';
import { dealCases } from '../shard-plan.ts';

/** One draw of a plan, as its header tells it. */
export interface HeaderDraw {
  readonly arm: HeaderArm;
  readonly caseId: string;
  readonly repeat: number;
  /** From 1. */
  readonly shard: number;
}

/** Every draw of a whole plan in plan order, dealt into `count` shards. */
export function* plannedDraws(
  header: Pick<EvaluationHeader, 'suites'>,
  count: number,
): Generator<HeaderDraw, void, undefined> {
  const dealt = dealCases(header.suites, count);
  for (const [suiteIndex, { arms }] of header.suites.entries()) {
    for (const arm of arms) {
      for (const [place, caseId] of arm.cases.entries()) {
        const shard = dealt[suiteIndex]?.[place] ?? 1;
        for (let index = 0; index < arm.repeats; index += 1) {
          yield { arm, caseId, repeat: arm.repeatOffset + index, shard };
        }
      }
    }
  }
}

/** The draw in words: `refunds support/refund default-chat late #2`. */
export function drawText({ arm, caseId, repeat }: Omit<HeaderDraw, 'shard'>): string {
  return `${arm.suite} ${arm.target} ${arm.model} ${caseId}${repeat > 0 ? ` #${repeat + 1}` : ''}`;
}
