// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of documents, not of TypeScript
import { describe, expect, it } from 'vitest';
import { GalleyError } from '../errors/galley-error.ts';
import { checkRendered } from './check-rendered.ts';
import {
  casesOf,
  checkOf,
  libraryOf,
  promptOf,
  renderMessage,
  suiteOf,
} from './testing/library-in-memory.ts';

const cases = casesOf(['Hello', 'Goodbye']);
const greets = checkOf('contains', 'Hello', { name: 'greets', of: 'rendered' });
const prompts = [promptOf('support/reply', 'Reply: {{ message }}')];
const options = { side: 'head', render: renderMessage } as const;

describe('checkRendered', () => {
  it('reports a failed check once per case, however many models and repeats there are', () => {
    const suite = suiteOf('support/reply', {
      cases,
      checks: [checkOf('contains', 'Acme'), greets],
      repeats: 3,
      models: ['default-chat', 'cheap-chat', 'no such model'],
    });
    expect(checkRendered(libraryOf({ prompts, suites: [suite] }), options)).toEqual([
      {
        suite: 'support/reply',
        target: 'support/reply',
        caseId: 'case-2',
        check: 'greets',
        reason: 'expected rendered to contain “Hello”, got “Reply: Goodbye”',
      },
    ]);
  });

  it('skips unsound documents and cases that cannot be rendered', () => {
    const suite = suiteOf('support/reply', { cases, checks: [greets] });
    const unsoundPrompt = libraryOf({
      prompts,
      suites: [suite],
      unsound: ['prompt:support/reply'],
    });
    expect(checkRendered(unsoundPrompt, options)).toEqual([]);
    const unsoundSuite = libraryOf({ prompts, suites: [suite], unsound: ['suite:support/reply'] });
    expect(checkRendered(unsoundSuite, options)).toEqual([]);
    const render = () => {
      throw new GalleyError('template-runtime', '`name` is undefined');
    };
    expect(
      checkRendered(libraryOf({ prompts, suites: [suite] }), { side: 'head', render }),
    ).toEqual([]);
  });

  it('reports a check that cannot be judged', () => {
    const asks = checkOf('contains', '${{ case.expected.word }}', { of: 'rendered' });
    const suite = suiteOf('support/reply', { cases: cases.slice(0, 1), checks: [asks] });
    const [failure] = checkRendered(libraryOf({ prompts, suites: [suite] }), options);
    expect(failure?.reason).toContain('the check cannot be judged');
  });

  it('takes head’s suites on base’s prompts', () => {
    const suite = suiteOf('support/reply', { cases, checks: [greets] });
    const suitesFrom = libraryOf({ suites: [suite] });
    const base = libraryOf({ prompts: [promptOf('support/reply', 'Say Hello: {{ message }}')] });
    expect(checkRendered(base, { side: 'base', render: renderMessage, suitesFrom })).toEqual([]);
  });
});
