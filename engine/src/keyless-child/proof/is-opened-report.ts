import {
  isCount,
  isFlag,
  mapOf,
  oneOf,
  orAbsent,
  type Shape,
} from '../../evaluate/results-file/shape.ts';
import { boundedList, isFiniteNumber, isName, tuple } from './bounded-shape.ts';
import { isChange } from './is-change.ts';
import { isParameters } from './is-model-call.ts';
import type { OpenedReport } from './proof-host.ts';

const isBudgets = mapOf({
  runNanoUsd: orAbsent(isCount),
  pullRequestNanoUsd: orAbsent(isCount),
  monthNanoUsd: orAbsent(isCount),
  actorNanoUsd: orAbsent(isCount),
  tokensMonth: orAbsent(isCount),
  alertPct: orAbsent(isFiniteNumber),
  mode: oneOf('strict', 'alert', 'disabled'),
});

const isModel = mapOf({ provider: isName, name: isName, parameters: isParameters });

const isSettings = mapOf({
  models: boundedList(tuple(isName, isModel), 10_000),
  budgets: isBudgets,
  gateMode: oneOf('enforce', 'observe'),
});

const isDocument = mapOf({
  kind: oneOf('prompt', 'part', 'dataset', 'suite'),
  id: isName,
  file: isName,
});

const isSuite = mapOf({
  id: isName,
  when: oneOf('pull_request', 'nightly', 'manual'),
  isReached: isFlag,
});

const hasShape: Shape = mapOf({
  summary: mapOf({
    hasProject: mapOf({ base: isFlag, head: isFlag }),
    isTouched: isFlag,
    changes: boundedList(isChange),
    documents: boundedList(isDocument),
    suites: boundedList(isSuite),
  }),
  base: isSettings,
  head: isSettings,
});

/** True for what can be worked with, however untrue it is. */
export function isOpenedReport(value: unknown): value is OpenedReport {
  return hasShape(value);
}
