import type { GatePolicy, ModelAlias, Project } from '../../library/project.ts';
import type { AskResult, CallEstimate, ModelCall } from '../../models/model-desk.ts';
import type { GalleyEvent } from '../../ports/events.ts';
import type { Proof } from '../../proof/proof.ts';
import type { DeskSide } from '../../proof/prove-options.ts';
import type { ChangeSummary, ProofOrder, SuiteEstimate } from './hostile-proof.ts';

/** What a side's galley.yaml says about models and money, and whether it wants anything to block. */
export interface SideSettings {
  readonly models: readonly (readonly [alias: string, model: ModelAlias])[];
  readonly budgets: Project['budgets'];
  readonly gateMode: GatePolicy['mode'];
}

/** What is told of a change once both sides are open. */
export interface OpenedReport {
  readonly summary: Omit<ChangeSummary, 'budgets'>;
  readonly base: SideSettings;
  readonly head: SideSettings;
}

/** An order as it travels. */
export type PlainOrder = Omit<ProofOrder, 'createDesk' | 'spentNanoUsd'>;

/** What is told at the end. */
export interface ProvedReport {
  readonly estimates?: readonly SuiteEstimate[];
  readonly proof?: Proof;
}

/**
 * The side with keys and money, as the side that reads both revisions sees it. Everything that passes
 * is plain JSON and is checked there: what does not fit throws {@link BrokenRule}.
 */
export interface ProofHost {
  /** Called once; `undefined` ends the work. */
  open(report: OpenedReport): Promise<PlainOrder | undefined>;
  /** @throws GalleyError what the side's desk throws */
  ask(side: DeskSide, call: ModelCall): Promise<AskResult>;
  /** @throws GalleyError what the side's desk throws */
  estimate(side: DeskSide, call: ModelCall): Promise<CallEstimate>;
  emit(event: GalleyEvent): void;
}
