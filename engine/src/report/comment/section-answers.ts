import type { ChangedAnswer } from '../../evaluate/comparison.ts';
import { lineDiff } from '../../matching/line-diff.ts';
import type { Proof } from '../../proof/proof.ts';
import { codeSpan, fencedBlock } from '../markdown/escape-markdown.ts';
import { shortenText } from '../text/shorten-text.ts';
import type { Section } from './fit-sections.ts';

const mostShown = 20;
const mostNamed = 5;
const answerCharacters = 1_200;

/** Cases of one target whose answers changed in the same way. */
interface AnswerGroup {
  readonly target: string;
  readonly answer: ChangedAnswer;
  readonly caseIds: string[];
}

/** Answers that differ, newly failing first, equal changes together, each as a diff. */
export function answersSection(proof: Proof): Section | undefined {
  const groups = new Map<string, AnswerGroup>();
  let changed = 0;
  for (const { target, changedAnswers } of proof.evaluation.suites) {
    for (const answer of changedAnswers) {
      changed += 1;
      const key = JSON.stringify([target, { ...answer, caseId: '' }]);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { target, answer, caseIds: [answer.caseId] });
      else known.caseIds.push(answer.caseId);
    }
  }
  if (changed === 0) return undefined;
  const sorted = [...groups.values()]
    .map((group, order) => ({ group, order }))
    .sort((a, b) => badness(a.group.answer) - badness(b.group.answer) || a.order - b.order)
    .map(({ group }) => group);
  const compared = proof.evaluation.suites.reduce((sum, suite) => sum + suite.answersCompared, 0);
  const rest = sorted.length > mostShown ? `, the first ${mostShown} kinds of change` : '';
  return {
    summary: `Changed answers (${changed} of ${compared}${rest})`,
    intro: introOf(proof),
    items: sorted.slice(0, mostShown).map(groupBlock),
    separator: '\n\n',
    noun: 'kinds of change',
  };
}

/** Why answers are not whole. */
function introOf({ policy }: Proof): string {
  if (policy.outputs === 'none') return 'Answers are not shown (`comment.outputs: none`).';
  return '';
}

/** Newly failing 0, failing on both 1, passing on both 2, newly passing 3. */
function badness({ basePassed, headPassed }: ChangedAnswer): number {
  if (basePassed && !headPassed) return 0;
  if (!headPassed) return 1;
  return basePassed ? 2 : 3;
}

function groupBlock({ target, answer, caseIds }: AnswerGroup): string {
  const outcome = (passed: boolean) => (passed ? 'passed' : 'failed');
  const named = caseIds.slice(0, mostNamed).map(codeSpan).join(', ');
  const more = caseIds.length > mostNamed ? ` and ${caseIds.length - mostNamed} more` : '';
  const title = `${codeSpan(target)} · ${named}${more}: ${outcome(answer.basePassed)} → **${outcome(answer.headPassed)}**`;
  if (answer.base === answer.head) {
    return answer.base === '' ? title : `${title} (differs only in what is masked)`;
  }
  const diff = lineDiff(
    shortenText(answer.base, answerCharacters),
    shortenText(answer.head, answerCharacters),
  );
  return `${title}\n${fencedBlock(diff, 'diff')}`;
}
