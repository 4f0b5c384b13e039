import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importerNames } from '@galley/engine/library';
import { describe, expect, it } from 'vitest';
import { assertionRules } from '../../engine/src/library/importers/promptfoo/assertion-rules.ts';
import { checkKeys } from '../../engine/src/library/nodes.ts';
import { repositoryRoot } from '../support/source-files.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/moving-in.md'), 'utf8');

/** Base types of promptfoo 0.123.1, and those that its newer documentation adds. */
const promptfooTypes = `
  equals contains contains-all contains-any icontains icontains-all icontains-any starts-with regex
  word-count levenshtein rouge-n bleu gleu meteor similar similar:cosine similar:dot
  similar:euclidean is-json contains-json is-html contains-html is-sql contains-sql is-xml
  contains-xml is-valid-function-call is-valid-openai-function-call is-valid-openai-tools-call
  tool-call-f1 skill-used trajectory:tool-used trajectory:tool-args-match trajectory:tool-sequence
  trajectory:step-count trajectory:goal-success trace-span-count trace-span-duration
  trace-error-spans cost latency perplexity perplexity-score finish-reason is-refusal guardrails
  moderation javascript python ruby webhook llm-rubric agent-rubric search-rubric g-eval factuality
  model-graded-factuality model-graded-closedqa answer-relevance context-faithfulness context-recall
  context-relevance conversation-relevance classifier pi select-best max-score human assert-set
  research-rubric video-rubric noise-sensitivity verdict
`
  .trim()
  .split(/\s+/);

describe('the page about moving in', () => {
  it('says what becomes of every assertion of promptfoo', () => {
    const section = page.split('### Assertions')[1]?.split('\n## ')[0] ?? '';
    const rows = [...section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)];
    expect(rows.map(([, type]) => type).sort()).toEqual(promptfooTypes.toSorted());
    for (const [, type = '', said] of rows) {
      const rule = assertionRules[type];
      const word = rule?.becomes === undefined && rule?.isRefused ? 'refused' : 'lost';
      expect(said).toBe(
        rule?.becomes === undefined ? `${word}: ${rule?.reason}` : `\`${rule.becomes}\``,
      );
    }
  });

  it('names only checks that there are', () => {
    for (const { becomes } of Object.values(assertionRules)) {
      if (becomes !== undefined) expect(checkKeys).toContain(becomes);
    }
  });

  it('has a command for every format', () => {
    const command = page.match(/```sh\n([\s\S]*?)```/)?.[1] ?? '';
    for (const name of importerNames) expect(command).toContain(name);
  });
});
