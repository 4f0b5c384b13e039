export { formatDuration } from './duration.ts';
export { formatColumns } from './format-columns.ts';
export { formatPercentDelta, formatRatio } from './format-number.ts';
export { formatUsd } from './format-usd.ts';
export { type NanoUsd, parseUsd } from './nano-usd.ts';
export { plainText } from './plain-text.ts';
export { plural } from './plural.ts';
export { shortRevision } from './short-revision.ts';
