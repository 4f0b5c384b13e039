import type { EvaluationSummary, SuiteOutcome } from '../../evaluate/results.ts';
import { formatMoney } from '../../units/format-money.ts';
import { formatRatio } from '../../units/format-number.ts';
import { formatUsd } from '../../units/format-usd.ts';

/** `0.97 (0.91 … 0.99)`: the pass rate and its 95 % interval; `-` when no case was executed. */
export function passRateText({ passRate, passRateInterval }: SuiteOutcome): string {
  if (passRate === undefined) return '-';
  if (passRateInterval === undefined) return formatRatio(passRate);
  const [low, high] = passRateInterval;
  return `${formatRatio(passRate)} (${formatRatio(low)} … ${formatRatio(high)})`;
}

/** `ok`, `missed`, `errors` or, of a shard and without a judged case, `not judged`, with why in brackets. */
export function gateText(outcome: SuiteOutcome, isMissed: boolean | undefined): string {
  const { misses, failedCases, errorCases, notExecutedCases, flakyCases } = outcome;
  const notes = [
    ...misses.map(({ message }) => message),
    failedCases > 0 && `${failedCases} failed`,
    errorCases > 0 && `${errorCases} with errors`,
    notExecutedCases > 0 && `${notExecutedCases} not executed`,
    flakyCases.length > 0 && `${flakyCases.length} flaky`,
  ].filter((note) => note !== false);
  const isJudged = isMissed !== undefined && outcome.passRate !== undefined;
  const fine = isJudged ? 'ok' : 'not judged';
  const word = isMissed ? 'missed' : errorCases > 0 ? 'errors' : fine;
  return notes.length === 0 ? word : `${word} (${notes.join('; ')})`;
}

/** The totals of an evaluation on one line; without what was measured when that is left out. */
export function totalsText(
  summary: EvaluationSummary,
  { withTimes }: { readonly withTimes: boolean },
): string {
  const { cases, passed, failed, errors, notExecuted, runs, requests, savedNanoUsd } = summary;
  const counts = [
    `${passed}/${cases} cases passed`,
    failed > 0 && `${failed} failed`,
    errors > 0 && `${errors} errors`,
    notExecuted > 0 && `${notExecuted} not executed`,
    `${runs} runs`,
    withTimes && `${requests} requests`,
    withTimes && `cost ${formatMoney(summary)}`,
    withTimes &&
      savedNanoUsd !== undefined &&
      savedNanoUsd > 0 &&
      `saved ${formatUsd(savedNanoUsd)}`,
  ];
  return counts.filter((part) => part !== false).join(' · ');
}
