import type { Project } from '../../library/project.ts';
import type { Mode } from '../../models/answer.ts';
import type { ModelCall, ModelDesk } from '../../models/model-desk.ts';

export interface DeskRules {
  /** Whose aliases the desk knows. */
  readonly project: Project;
  /** galley.yaml of base's tip. */
  readonly policy: Project;
  /** Of every call, whatever it says itself. */
  readonly mode: Mode;
}

/** A desk held to an order: its mode, and scripted answers only where base's tip has them. */
export function policedDesk(
  desk: Pick<ModelDesk, 'ask' | 'estimate' | 'requestKey'>,
  { project, policy, mode }: DeskRules,
): Pick<ModelDesk, 'ask' | 'estimate'> {
  const isUnverified = ({ alias }: ModelCall) =>
    isScripted(project, alias) && !isScripted(policy, alias);
  return {
    async ask(call, signal) {
      if (!isUnverified(call)) return desk.ask({ ...call, mode }, signal);
      const reason = `${call.alias} is scripted here and not on base, so its answers are unverified`;
      return { kind: 'not-executed', reason, requests: 0, requestKey: desk.requestKey(call) };
    },
    async estimate(call) {
      const estimate = await desk.estimate({ ...call, mode });
      return isUnverified(call) ? { ...estimate, from: 'none', costNanoUsd: 0 } : estimate;
    },
  };
}

function isScripted({ models, providers }: Project, alias: string): boolean {
  const model = models.get(alias);
  return model !== undefined && providers.get(model.provider)?.type === 'scripted';
}
