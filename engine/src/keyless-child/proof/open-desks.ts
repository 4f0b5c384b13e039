import type { Library } from '../../library/library.ts';
import type { ModelAlias, Project } from '../../library/project.ts';
import type { ModelCall, ModelDesk } from '../../models/model-desk.ts';
import { type EffectivePolicy, effectivePolicy } from '../../proof/effective-policy.ts';
import type { DeskSide } from '../../proof/prove-options.ts';
import { type AnswerBill, createAnswerSharing } from '../../proof/share-answers.ts';
import type { ProofOrder } from './hostile-proof.ts';
import { policedDesk } from './policed-desk.ts';
import type { OpenedReport, SideSettings } from './proof-host.ts';

/** A door's desks for one order. */
export interface HostDesks {
  readonly of: Readonly<Record<DeskSide, Pick<ModelDesk, 'ask' | 'estimate'>>>;
  /** What all answers cost so far. */
  bill(): AnswerBill;
  usesScripted(): boolean;
  usesLocalRecordings(): boolean;
}

/** Who may be called on each side and what may be spent, whatever the change says of itself. */
export function policyFor(policy: Project, { base, head }: OpenedReport): EffectivePolicy {
  return effectivePolicy(policy, withSettings(policy, base), withSettings(policy, head));
}

function withSettings(policy: Project, { models, budgets, gateMode }: SideSettings): Project {
  const named = models.map(([alias, model]): [string, ModelAlias] => [alias, { ...model, alias }]);
  const gate = { ...policy.gate, mode: gateMode };
  return { ...policy, models: new Map(named), budgets, gate };
}

/** Desks that share their answers among all sides, over the scripts that base's tip has. */
export function openDesks(
  order: ProofOrder,
  { project: policy, scriptedFiles }: Pick<Library, 'project' | 'scriptedFiles'>,
  effective: EffectivePolicy,
): HostDesks {
  const sharing = createAnswerSharing();
  let usesLocalRecordings = false;

  function open(side: DeskSide) {
    const desk = order.createDesk(effective[side], scriptedFiles, side);
    const shared = sharing.share(desk);
    const asking = {
      requestKey: (call: ModelCall) => desk.requestKey?.(call) ?? '',
      estimate: (call: ModelCall) => desk.estimate(call),
      async ask(...given: Parameters<typeof shared.ask>) {
        const result = await shared.ask(...given);
        if (result.kind === 'answered') usesLocalRecordings ||= result.source === 'cassette-local';
        return result;
      },
    };
    const rules = { project: effective[side], policy, mode: order.mode };
    return { desk, policed: policedDesk(asking, rules) };
  }

  const [head, base, judge] = [open('head'), open('base'), open('judge')];
  return {
    of: { head: head.policed, base: base.policed, judge: judge.policed },
    bill: sharing.bill,
    usesScripted: () => [head, base, judge].some(({ desk }) => desk.usesScripted),
    usesLocalRecordings: () => usesLocalRecordings,
  };
}
