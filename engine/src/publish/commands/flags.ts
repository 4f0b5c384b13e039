import { parseUsd } from '../../units/nano-usd.ts';
import type { CommandFlags, FlagName } from './contract.ts';

/** What a flag's value says; `undefined` when it does not fit. `''` stands for no value at all. */
type ReadFlag = (value: string) => CommandFlags | undefined;

const mostSamples = 100;

/** Every flag of every command: none is handed on to a program. */
export const flagReaders: Readonly<Record<FlagName, ReadFlag>> = {
  model: (value) => (/^[a-zA-Z0-9][\w.-]{0,99}$/.test(value) ? { model: value } : undefined),
  samples: (value) => {
    const samples = /^[1-9]\d{0,2}$/.test(value) ? Number(value) : undefined;
    return samples !== undefined && samples <= mostSamples ? { samples } : undefined;
  },
  'max-cost': (value) =>
    /^\d{1,6}(\.\d{1,9})?$/.test(value) ? { maxCostNanoUsd: parseUsd(value) } : undefined,
  sha: (value) => (/^[0-9a-f]{7,64}$/.test(value) ? { sha: value } : undefined),
  estimate: (value) => (value === '' ? { isEstimate: true } : undefined),
  comment: (value) => (value === 'new' ? { isNewComment: true } : undefined),
};

/** How each flag is written. */
export const flagUsage: Readonly<Record<FlagName, string>> = {
  model: '--model=alias',
  samples: '--samples=n',
  'max-cost': '--max-cost=usd',
  sha: '--sha=commit',
  estimate: '--estimate',
  comment: '--comment=new',
};
