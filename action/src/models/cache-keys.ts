import type { Inputs } from '../runner/read-inputs.ts';

/** What tells the answers of one job from those of another. */
export interface CachePlace extends Pick<Inputs, 'command' | 'shard' | 'workingDirectory'> {
  /** `pull-7`, or the name of a branch. */
  readonly place: string;
}

const prefix = 'galley-answers-v1-';
/** A key may have 512 characters. */
const mostNameCharacters = 150;
const whole = { index: 1, count: 1 };

/**
 * Prefixes of the keys that a job keeps answers under and looks for them by, the job's own first, then
 * wider ones. Jobs that run side by side have different ones, or the last would be all that is found.
 */
export function cacheKeys({
  place,
  workingDirectory,
  command,
  shard: { index, count } = whole,
}: CachePlace): [own: string, ...wider: string[]] {
  const ofPlace = `${prefix}${nameOf(place)}-`;
  const ofFolder = `${ofPlace}${nameOf(workingDirectory || '.')}-`;
  const ofCommand = `${ofFolder}${command}-`;
  return [`${ofCommand}${index}of${count}-`, ofCommand, ofFolder, ofPlace, prefix];
}

function nameOf(text: string): string {
  return text.replace(/[^\w.-]/g, '_').slice(0, mostNameCharacters);
}
