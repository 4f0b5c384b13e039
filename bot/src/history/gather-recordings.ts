import type { ProofOrder } from '@galley/engine/keyless-child';
import type { Project } from '@galley/engine/library';
import {
  addCassetteLine,
  type CassetteLine,
  cassetteFileOf,
  holdsKeyPattern,
  holdsSecret,
  parsePrivateKey,
  publicKeyText,
  signCassetteLine,
  trustedSignatures,
  writeCassetteLine,
} from '@galley/engine/models';
import type { Clock, Secrets } from '@galley/engine/ports';
import type { RecordedLines } from './history-rows.ts';

/** Makes the desks of a proof. */
type CreateDesk = ProofOrder['createDesk'];

/** Answers of one run that could become recordings. */
export interface Gathered {
  /** The desks, with every answer kept that was paid for, now or earlier. */
  watch(createDesk: CreateDesk): CreateDesk;
  /**
   * The answers as signed lines of cassettes; none where galley.yaml names no key, or another one than
   * the operator's.
   * @param options.project folder relative to the repository; `''` at its root
   * @param options.signingKey text of the operator's key; `undefined`: nothing is signed, so nothing kept
   * @throws GalleyError `usage` for a text that is no key
   */
  sign(options: {
    readonly project: string;
    readonly signing: Project['signing'];
    readonly signingKey: string | undefined;
  }): RecordedLines[];
}

/** Nothing gathered yet; answers that hold a secret or look like a key never are. */
export function gatherRecordings(options: {
  readonly clock: Clock;
  readonly secrets: Pick<Secrets, 'values'>;
}): Gathered {
  const { clock, secrets } = options;
  const suites = new Map<string, Map<string, CassetteLine>>();

  function keep(suite: string, line: CassetteLine): void {
    const said = [line.answer, line.caseId];
    if (holdsSecret(said, secrets) || holdsKeyPattern(said)) return;
    const lines = suites.get(suite) ?? new Map<string, CassetteLine>();
    suites.set(suite, lines);
    addCassetteLine(lines, line);
  }

  return {
    watch:
      (createDesk) =>
      (...given) => {
        const desk = createDesk(...given);
        return {
          ...desk,
          get usesScripted() {
            return desk.usesScripted;
          },
          async ask(call, signal) {
            const outcome = await desk.ask(call, signal);
            if (outcome.kind !== 'answered' || !call.recording) return outcome;
            if (outcome.source !== 'called' && outcome.source !== 'cache') return outcome;
            const at = new Date(clock.now()).toISOString().slice(0, 10);
            const { suite, caseId } = call.recording;
            const { requestKey: key, answer } = outcome;
            keep(suite, { key, caseId, repeat: call.repeat, answer, at });
            return outcome;
          },
        };
      },
    sign({ project, signing, signingKey }) {
      const trusted = trustedSignatures(signing === undefined ? {} : { signing }, project);
      if (signing === undefined || trusted === undefined || signingKey === undefined) return [];
      const privateKey = parsePrivateKey(signingKey);
      const publicKey = publicKeyText(privateKey);
      const name = Object.entries(signing.keys).find(([, text]) => text === publicKey)?.[0];
      if (name === undefined) return [];
      return [...suites].flatMap(([suite, lines]) => {
        const file = cassetteFileOf(suite);
        if (file === undefined) return [];
        const signed = [...lines.values()].map((line) =>
          signCassetteLine(line, { ...trusted, suite }, { name, privateKey }),
        );
        const path = project === '' ? file : `${project}/${file}`;
        return [{ path, lines: signed.map(writeCassetteLine) }];
      });
    },
  };
}
