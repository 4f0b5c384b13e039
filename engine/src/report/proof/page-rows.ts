import type { ChangedAnswer, Flip } from '../../evaluate/comparison.ts';
import type { Proof, RenderChange, RenderedCase, SuiteComparison } from '../../proof/proof.ts';
import type { ChatMessage } from '../../units/chat-message.ts';
import { answerDiff, lineDetail, mostPageCharacters } from '../html/answer-diff.ts';
import type { PageDetail, PageRow, PageStatus } from '../html/page-data.ts';
import { shortenText } from '../text/shorten-text.ts';

/** A row per case that is not as it was: judged answers, text that fails, messages that changed. */
export function proofPageRows({ evaluation, renders, validation }: Proof): PageRow[] {
  return [
    ...evaluation.suites.flatMap(suiteRows),
    ...validation.renderedFailures.map(({ suite, target, caseId, check, reason, isOnBase }) =>
      rowOf(
        { suite, target, model: '', caseId },
        isOnBase ? ['fails on both sides', 'neutral'] : ['rendered text fails', 'bad'],
        {
          checks: [{ name: check, status: 'bad', text: 'failed', score: 0 }],
          details: [{ kind: 'list', title: 'Why', items: [`${check}: ${reason}`] }],
        },
      ),
    ),
    ...renders.flatMap((render) => render.cases.map((item) => renderRow(render, item))),
  ];
}

interface RowPlace {
  readonly suite: string;
  readonly target: string;
  readonly model: string;
  readonly caseId: string;
}

function rowOf(
  { suite, target, model, caseId }: RowPlace,
  [outcome, status]: readonly [string, PageStatus],
  { checks = [], details }: { checks?: PageRow['checks']; details: readonly PageDetail[] },
): PageRow {
  const cells = [caseId, outcome, suite, target, model];
  return { cells, outcome, status, suite, tags: [], checks, details };
}

/** One row per case of a suite that flipped or answers otherwise. */
function suiteRows({ suite, target, model, flips, changedAnswers }: SuiteComparison): PageRow[] {
  const changed = new Map(changedAnswers.map((answer) => [answer.caseId, answer]));
  const flipped = Map.groupBy(flips, ({ caseId }) => caseId);
  const ids = new Set([...flipped.keys(), ...changed.keys()]);
  return [...ids].map((caseId) => {
    const found = flipped.get(caseId) ?? [];
    const answer = changed.get(caseId);
    return rowOf({ suite, target, model, caseId }, wordOf(found, answer), {
      checks: found.map(({ check }) => ({ name: check, status: 'bad', text: 'broken', score: 0 })),
      details: [...flipDetails(found), ...answerDetails(found, answer)],
    });
  });
}

function wordOf(flips: readonly Flip[], answer: ChangedAnswer | undefined) {
  const has = (state: Flip['state']) => flips.some((flip) => flip.state === state);
  if (has('confirmed')) return ['broken', 'bad'] as const;
  if (has('unconfirmed')) return ['broken, unconfirmed', 'warning'] as const;
  if (has('not-confirmed')) return ['broken once', 'warning'] as const;
  if (answer?.headPassed) {
    return answer.basePassed ? (['changed', 'neutral'] as const) : (['fixed', 'good'] as const);
  }
  return ['changed, fails', 'warning'] as const;
}

function flipDetails(flips: readonly Flip[]): PageDetail[] {
  if (flips.length === 0) return [];
  const items = flips.map(({ check, state, fresh, reason }) => {
    const again = fresh
      ? `; run again: base ${fresh.basePassed} of ${fresh.runs}, head ${fresh.headPassed} of ${fresh.runs}`
      : '';
    return `${check}: ${reason ?? 'fails'} (${state}${again})`;
  });
  return [{ kind: 'list', title: 'Passed on base, fails on head', items }];
}

function answerDetails(flips: readonly Flip[], answer: ChangedAnswer | undefined): PageDetail[] {
  const base = answer?.base ?? flips[0]?.baseAnswer;
  const head = answer?.head ?? flips[0]?.headAnswer;
  if (base === undefined && head === undefined) return [];
  const sides: PageDetail = {
    kind: 'sides',
    title: 'Answers',
    sides: [
      ['Base', shorten(base ?? '(no answer)')],
      ['Head', shorten(head ?? '(no answer)')],
    ],
  };
  if (base === undefined || head === undefined || base === head) return [sides];
  return [answerDiff('Base → head', base, head), sides];
}

function renderRow({ target, why, through, note }: RenderChange, item: RenderedCase): PageRow {
  const reasons = [
    `${why}${through.length > 0 ? ` through ${through.join(' → ')}` : ''}`,
    `${item.sameDiffCases} cases differ in this way`,
    ...(note === undefined ? [] : [note]),
  ];
  return rowOf(
    { suite: '', target, model: '', caseId: item.caseId },
    ['renders differently', 'neutral'],
    {
      details: [
        { kind: 'list', title: 'Why', items: reasons },
        lineDetail('Messages, base → head', item.diff),
        ...(item.base === undefined ? [] : [messages('Messages on base', item.base)]),
        ...(item.head === undefined ? [] : [messages('Messages on head', item.head)]),
      ],
    },
  );
}

function messages(title: string, list: readonly ChatMessage[]): PageDetail {
  return {
    kind: 'messages',
    title,
    messages: list.map(({ role, content }) => [role, shorten(content)]),
  };
}

function shorten(text: string): string {
  return shortenText(text, mostPageCharacters);
}
