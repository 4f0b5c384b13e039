import { GalleyError } from '../../errors/galley-error.ts';
import { answerSourceQuestion, readSourceQuestion } from '../answer-source-question.ts';
import { overrun, plainRefusal } from '../refusals.ts';
import { BrokenRule } from './broken-rule.ts';
import type { HostileChange } from './hostile-proof.ts';
import type { OpenProofHost } from './open-proof-host.ts';
import type { ProofLimits } from './proof-limits.ts';

/** An answer as it travels, without the number of its question. */
export interface ProofReply {
  readonly reply: object;
  readonly bytes?: Uint8Array;
}

export interface QuestionAnswerer {
  /**
   * @throws BrokenRule for what is no question; GalleyError `hostile-text-limit` for one too many; and
   * whatever a tree or the door throws. What a desk refuses is an answer.
   */
  answer(message: Readonly<Record<string, unknown>>): Promise<ProofReply>;
  /** The refusal of a desk that the child passes on, as the desk threw it. */
  refusedBy(passedOn: GalleyError): GalleyError | undefined;
}

const sourceKinds: readonly unknown[] = ['defaults', 'list', 'read'];

/** True for questions that files answer. */
export function isSourceKind(kind: unknown): boolean {
  return sourceKinds.includes(kind);
}

/** In the parent: answers what a child asks while it proves a change, within limits. */
export function questionAnswerer(
  { base, head, defaults }: Pick<HostileChange, 'base' | 'head' | 'defaults'>,
  host: OpenProofHost,
  limits: ProofLimits,
): QuestionAnswerer {
  const { questions, fileBytes, calls } = limits;
  const left = { questions, fileBytes, calls };
  const sourcesOf = {
    base: { tree: base, ...(defaults && { defaults }) },
    head: { tree: head, ...(defaults && { defaults }) },
  };
  const refusals: GalleyError[] = [];

  function charge(what: keyof typeof left, amount: number): void {
    left[what] -= amount;
    if (left[what] < 0) throw overrun('prove', 'request', limits);
  }

  async function readSource(message: Readonly<Record<string, unknown>>): Promise<ProofReply> {
    const { side } = message;
    const question = readSourceQuestion(message);
    const isSide = side === 'base' || side === 'head';
    if (!isSide || question === undefined) throw new BrokenRule('a question about no tree');
    charge('questions', 1);
    const { reply, bytes } = await answerSourceQuestion(question, sourcesOf[side]);
    charge('fileBytes', bytes?.length ?? 0);
    return { reply, ...(bytes && { bytes }) };
  }

  async function askDesk(ask: () => Promise<unknown>): Promise<ProofReply> {
    charge('calls', 1);
    try {
      return valueReply(await ask());
    } catch (error) {
      if (!(error instanceof GalleyError)) throw error;
      refusals.push(error);
      return { reply: { kind: 'refusal', refusal: plainRefusal(error) } };
    }
  }

  return {
    async answer(message) {
      const { kind, side, call, report } = message;
      if (isSourceKind(kind)) return readSource(message);
      switch (kind) {
        case 'opened':
          return valueReply(await host.open(report));
        case 'ask':
          return askDesk(() => host.ask(side, call));
        case 'estimate':
          return askDesk(() => host.estimate(side, call));
        default:
          throw new BrokenRule('a message of no known kind');
      }
    },
    refusedBy: ({ code, message }) =>
      refusals.find((refusal) => refusal.code === code && refusal.message === message),
  };
}

function valueReply(value: unknown): ProofReply {
  return { reply: { kind: 'value', ...(value !== undefined && { value }) } };
}
