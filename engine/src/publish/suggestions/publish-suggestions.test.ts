import { describe, expect, it } from 'vitest';
import type { Problem } from '../../errors/problem.ts';
import { createSteeredClock } from '../../models/testing/steered-clock.ts';
import { sampleProof } from '../../report/testing/sample-proof.ts';
import { createMemoryGitHub } from '../testing/memory-github.ts';
import { findSuggestions } from './find-suggestions.ts';
import { publishSuggestions, pullRequestFiles } from './publish-suggestions.ts';

const head = '9f2c1ab000000000000000000000000000000000';
const secrets = { values: () => ['correct-horse-battery'] };
const target = {
  owner: 'acme',
  repo: 'prompts',
  pullRequest: 128,
  head,
  self: { login: 'galley[bot]', appId: 7 },
  instance: 'default',
};
const clock = createSteeredClock();
const filename = 'prompts/refund.yaml';
const text = '  Answer {{ order_idd }}.';

/** A proof whose problems stand on these lines of the one file. */
function proofOf(lines: readonly number[], change: Partial<Problem> = {}, project = '') {
  const sample = sampleProof({ project });
  const problems = lines.map(
    (line): Problem => ({
      code: 'input-undeclared',
      severity: 'error',
      message: 'the input `order_idd` is not declared',
      hint: 'did you mean `order_id`?',
      file: filename,
      line,
      column: text.indexOf('order_idd') + 1,
      ...change,
    }),
  );
  return { ...sample, validation: { ...sample.validation, problems } };
}

/** A diff that adds so many equal lines, from the given one on. */
const adding = (count: number, from = 1) => ({
  filename,
  status: 'modified',
  patch: `@@ -${from},0 +${from},${count} @@\n${Array(count).fill(`+${text}`).join('\n')}`,
});

describe('suggestions', () => {
  it('show the line as it should be', () => {
    expect(findSuggestions([proofOf([2])], [adding(3)])).toEqual([
      {
        path: filename,
        line: 2,
        body: 'the input `order_idd` is not declared (did you mean `order_id`?)\n\n```suggestion\n  Answer {{ order_id }}.\n```',
        key: expect.stringMatching(/^[0-9a-f]{20}$/),
      },
    ]);
  });

  it('stand only on lines that the diff shows', () => {
    expect(findSuggestions([proofOf([9])], [adding(3)])).toEqual([]);
    expect(findSuggestions([proofOf([2])], [])).toEqual([]);
    expect(findSuggestions([proofOf([2])], [{ filename, status: 'modified' }])).toEqual([]);
    expect(findSuggestions([proofOf([2], {}, 'team')], [adding(3)])).toEqual([]);
  });

  it('are one per line', () => {
    expect(findSuggestions([proofOf([2, 2])], [adding(3)])).toHaveLength(1);
  });

  it('cannot be left by backticks of the line', () => {
    const patch = '@@ -0,0 +1 @@\n+```` {{ order_idd }} ````';
    const proof = proofOf([1], { column: 9 });
    const [one] = findSuggestions([proof], [{ filename, status: 'added', patch }]);
    expect(one?.body).toContain('\n`````suggestion\n```` {{ order_id }} ````\n`````');
  });
});

describe('publishing them', () => {
  async function publish(github: ReturnType<typeof createMemoryGitHub>, lines: readonly number[]) {
    const files = await pullRequestFiles(github.client, target);
    const suggestions = findSuggestions([proofOf(lines)], files);
    return publishSuggestions(github.client, target, suggestions, { clock, secrets });
  }

  it('says each once, also after a push that moved it', async () => {
    const github = createMemoryGitHub(head);
    github.files.push(adding(1));
    expect(await publish(github, [1])).toBe(1);
    expect(await publish(github, [1])).toBe(0);
    github.files[0] = adding(2, 40);
    expect(await publish(github, [41, 40])).toBe(1);
    expect(github.reviewComments.map(({ line }) => line)).toEqual([1, 40]);
  });

  it('never says more than 20 on one pull request', async () => {
    const github = createMemoryGitHub(head);
    github.files.push(adding(100));
    const lines = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(await publish(github, lines.slice(0, 15))).toBe(15);
    expect(await publish(github, lines)).toBe(5);
    expect(await publish(github, lines)).toBe(0);
    expect(github.writes).toEqual(['createReview', 'createReview']);
  });

  it.each(['before', 'after'] as const)('says them once when GitHub fails %s it', async (when) => {
    const github = createMemoryGitHub(head);
    github.files.push(adding(3));
    github.failures.push({ method: 'createReview', when, status: 502 });
    expect(await publish(github, [1, 2, 3])).toBe(3);
    expect(github.reviewComments).toHaveLength(3);
  });

  it('leaves out a line that holds a secret', async () => {
    const github = createMemoryGitHub(head);
    const line = `+${text} correct-horse-battery`;
    github.files.push({ ...adding(1), patch: `@@ -0,0 +1 @@\n${line}` });
    expect(await publish(github, [1])).toBe(0);
  });

  it('is silent on a closed pull request and for an old commit', async () => {
    const github = createMemoryGitHub('b'.repeat(40));
    github.files.push(adding(1));
    expect(await publish(github, [1])).toBe(0);
    github.pullRequest.head.sha = head;
    github.pullRequest.state = 'closed';
    expect(await publish(github, [1])).toBe(0);
    expect(github.writes).toEqual([]);
  });
});
