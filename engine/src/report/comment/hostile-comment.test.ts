import { describe, expect, it } from 'vitest';
import { hostileProof, hostileText, unprintable } from '../testing/hostile-proof.ts';
import { sampleComparison, sampleProof } from '../testing/sample-proof.ts';
import { formatComment } from './format-comment.ts';

/** The comment without code blocks, code spans and escaped marks, as GitHub's parser takes them out first. */
function withoutCode(comment: string): string {
  const outside = comment.replace(/^ *(`{3,})[^`\n]*\n[\s\S]*?\n *\1$/gm, '');
  return outside.split('\n').map(withoutSpans).join('\n');
}

function withoutSpans(line: string): string {
  let kept = '';
  for (let at = 0; at < line.length; ) {
    const [run = ''] = /^`+/.exec(line.slice(at)) ?? [];
    const end = run === '' ? -1 : closingRun(line, at + run.length, run.length);
    if (end >= 0) at = end;
    else if (/^\\[!-/:-@[-`{-~]/.test(line.slice(at))) at += 2;
    else {
      kept += run === '' ? line[at] : run;
      at += Math.max(1, run.length);
    }
  }
  return kept;
}

/** Where the run of so many backticks that closes a span ends, or −1. */
function closingRun(line: string, from: number, length: number): number {
  for (const match of line.slice(from).matchAll(/`+/g)) {
    if (match[0].length === length) return from + match.index + length;
  }
  return -1;
}

describe('a comment about a hostile repository', () => {
  const both = [hostileProof(hostileText), hostileProof(`\`${hostileText}`)];
  const comment = formatComment(both);
  const text = withoutCode(comment);

  it('holds no HTML but its own folds, each closed', () => {
    const tags = text.match(/<[^>]*>/g) ?? [];
    expect(new Set(tags)).toEqual(new Set(['<details>', '<summary>', '</summary>', '</details>']));
    const count = (tag: string) => tags.filter((one) => one === tag).length;
    expect(count('<details>')).toBe(count('</details>'));
    expect(count('<summary>')).toBe(count('</summary>'));
    expect(comment.match(/<details>/g)?.length).toBe(count('<details>'));
  });

  it('mentions nobody, refers to no issue, shows no image and links nowhere', () => {
    expect(text.replace(/&#\d+;/g, '')).not.toMatch(/@acme|#12|\]\(|!\[|https?:\/\//);
  });

  it('keeps every table whole', () => {
    const tables = comment.split('\n\n').filter((block) => /^\|.*\|\n\|---/m.test(block));
    expect(tables.length).toBeGreaterThan(4);
    for (const table of tables) {
      const bars = table
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((line) => line.match(/(?<!\\)\|/g)?.length);
      expect(new Set(bars).size).toBe(1);
    }
  });

  it('starts no block that is not its own', () => {
    const starts = text
      .split('\n')
      .filter((line) => /^ {0,3}(#|>|=|~~~|```|\d+[.)] |\* |\+ )/.test(line));
    expect(starts.every((line) => line.startsWith('### ❌ Galley'))).toBe(true);
    expect(starts).toHaveLength(2);
  });

  it('holds no control character and nothing that turns the order of letters', () => {
    expect(comment).not.toMatch(unprintable);
  });
});

describe('a comment about huge texts', () => {
  it('stays within both limits, keeps its table and ends its fences', () => {
    const comment = formatComment([hostileProof(`${'界'.repeat(1_000_000)}\``)]);
    expect(comment.length).toBeLessThanOrEqual(60_001);
    expect(new TextEncoder().encode(comment).length).toBeLessThanOrEqual(200_001);
    expect(comment).toContain('| 💰 Cost |');
    expect((comment.match(/^ *`{3,}/gm)?.length ?? 0) % 2).toBe(0);
  });

  it('never cuts a character in two', () => {
    const answer = '😀'.repeat(5_000);
    const changedAnswers = [
      { caseId: 'a', base: answer, head: `x${answer}`, basePassed: true, headPassed: false },
    ];
    const proof = sampleProof();
    const suites = [sampleComparison({ changedAnswers })];
    const comment = formatComment([{ ...proof, evaluation: { ...proof.evaluation, suites } }]);
    expect(comment.isWellFormed()).toBe(true);
    expect(comment).toContain('😀…');
  });
});
