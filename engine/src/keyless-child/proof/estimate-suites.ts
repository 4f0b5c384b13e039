import { type EvaluationEstimate, estimateEvaluation } from '../../evaluate/estimate.ts';
import { createRenderCase } from '../../evaluate/render-case.ts';
import type { CallEstimate, ModelDesk } from '../../models/model-desk.ts';
import type { OpenedChange } from '../../proof/change.ts';
import { planSides } from '../../proof/plan-sides.ts';
import { proofScope, type ScopedSuite, wantedScope } from '../../proof/proof-scope.ts';
import { policyOf } from '../../proof/prove.ts';
import type { DeskSide } from '../../proof/prove-options.ts';
import { sideLibraries } from '../../proof/side-libraries.ts';
import { createRenderer } from '../../render/create-renderer.ts';
import type { NanoUsd } from '../../units/nano-usd.ts';
import type { SuiteEstimate } from './hostile-proof.ts';
import type { PlainOrder } from './proof-host.ts';

type EstimatingDesks = Readonly<Record<DeskSide, Pick<ModelDesk, 'estimate'>>>;

/** What each suite of an order would cost on both sides, without fresh runs and weakened suites. */
export async function estimateSuites(
  change: OpenedChange,
  order: PlainOrder,
  desks: EstimatingDesks,
): Promise<SuiteEstimate[]> {
  const policy = policyOf(change);
  const libraries = sideLibraries(change, policy);
  const renderer = createRenderer();
  const { wanted, mode, models, repeats } = order;
  const scope = wanted === undefined ? proofScope(change) : wantedScope(change, wanted);
  const options = { mode, policy, ...(models && { models }), ...(repeats && { repeats }) };

  async function estimateSuite(suite: ScopedSuite): Promise<SuiteEstimate> {
    const plans = planSides(change, libraries, [suite], options);
    const seen = new Set<string>();
    const sides: EvaluationEstimate[] = [];
    for (const side of ['head', 'base'] as const) {
      const estimate = await estimateEvaluation(plans[side], {
        render: createRenderCase(libraries[side], renderer),
        desk: { estimate: async (call) => once(await desks[side].estimate(call), side, seen) },
        judgeDesk: desks.judge,
      });
      sides.push(estimate);
    }
    return {
      suite: suite.id,
      calls: sides.reduce((sum, { calls }) => sum + calls, 0),
      worstNanoUsd: sides.map((side) => side.worstNanoUsd).reduce(plus, 0),
      expectedNanoUsd: sides.map((side) => side.expectedNanoUsd).reduce(plus, 0),
    };
  }

  const estimates: SuiteEstimate[] = [];
  for (const suite of scope) estimates.push(await estimateSuite(suite));
  return estimates;
}

/** A request of base that head makes too is answered once. */
function once(estimate: CallEstimate, side: 'base' | 'head', seen: Set<string>): CallEstimate {
  if (side === 'head') seen.add(estimate.requestKey);
  const isShared = side === 'base' && seen.has(estimate.requestKey) && estimate.from === 'call';
  return isShared ? { ...estimate, from: 'cache', costNanoUsd: 0 } : estimate;
}

function plus(sum: NanoUsd | undefined, amount: NanoUsd | undefined): NanoUsd | undefined {
  return sum === undefined || amount === undefined ? undefined : sum + amount;
}
