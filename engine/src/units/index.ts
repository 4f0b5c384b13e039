export { formatDuration } from './duration.ts';
export { formatPercentDelta, formatRatio } from './format-number.ts';
export { formatUsd } from './format-usd.ts';
export { type NanoUsd, parseUsd } from './nano-usd.ts';
export { plural } from './plural.ts';
