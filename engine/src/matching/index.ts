export { lineDiff } from './line-diff.ts';
export { nearestName } from './nearest.ts';
