/** A whole number with thousands separators and a true minus sign: `18,204`, `−3`. */
export function formatCount(count: number): string {
  return withSign(Math.round(count), (size) => groupThousands(String(size)));
}

/** A ratio (0..1) with fixed decimals and a true minus sign: `0.97`, `−0.09`. */
export function formatRatio(ratio: number, decimals = 2): string {
  return withSign(roundDecimals(ratio, decimals), (size) => size.toFixed(decimals));
}

/** A difference of ratios with its sign: `+0.02`, `−0.09`, `0.00`. */
export function formatRatioDelta(difference: number, decimals = 2): string {
  const text = formatRatio(difference, decimals);
  return roundDecimals(difference, decimals) > 0 ? `+${text}` : text;
}

/** A ratio (0..1) as per cent, whole by default: `11 %`, `−0.5 %`. */
export function formatPercent(ratio: number, decimals = 0): string {
  return `${formatRatio(ratio * 100, decimals)} %`;
}

/** A relative change as signed per cent: `+11 %`, `−3 %`, `0 %`. */
export function formatPercentDelta(change: number, decimals = 0): string {
  return `${formatRatioDelta(change * 100, decimals)} %`;
}

/** Digits with a comma between groups of three: `1204` becomes `1,204`. */
export function groupThousands(digits: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) {
    groups.unshift(digits.slice(Math.max(0, end - 3), end));
  }
  return groups.join(',');
}

function withSign(value: number, format: (size: number) => string): string {
  return value < 0 ? `−${format(-value)}` : format(Math.abs(value));
}

/** Rounds half away from zero on the decimal text, so that 0.125 is 0.13 and −0.001 is 0. */
function roundDecimals(value: number, decimals: number): number {
  const scaled = Number(`${Number(Math.abs(value).toPrecision(15))}e${decimals}`);
  if (Number.isNaN(scaled)) return Number(value.toFixed(decimals));
  return (Math.sign(value) * Math.round(scaled)) / 10 ** decimals + 0;
}
