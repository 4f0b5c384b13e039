import type { Project } from '@galley/engine/library';
import type { ModelDesk } from '@galley/engine/models';

/**
 * The desk, where an alias that head points at a scripted model, and base does not, answers nothing: a
 * pull request must not vouch for itself with answers that somebody wrote.
 * @param of whose aliases the desk knows
 * @param tip galley.yaml of base's tip
 */
export function withoutNewScripts(desk: ModelDesk, of: Project, tip: Project): ModelDesk {
  return {
    estimate: desk.estimate,
    requestKey: desk.requestKey,
    describe: desk.describe,
    get usesScripted() {
      return desk.usesScripted;
    },
    async ask(call, signal) {
      if (!isScripted(of, call.alias) || isScripted(tip, call.alias)) return desk.ask(call, signal);
      const reason = `alias ${call.alias} is scripted here and not on base, so its answers are unverified`;
      return { kind: 'not-executed', reason, requests: 0, requestKey: desk.requestKey(call) };
    },
  };
}

function isScripted({ models, providers }: Project, alias: string): boolean {
  const provider = models.get(alias)?.provider;
  return provider !== undefined && providers.get(provider)?.type === 'scripted';
}
