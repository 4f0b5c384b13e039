import { expect, it } from 'vitest';
import { findingAnnotation, formatAnnotations, problemAnnotation } from './format-annotations.ts';

const problem = {
  code: 'input-undeclared',
  severity: 'error',
  message: 'input `order_idd` is not declared',
  file: 'prompts/refund.yaml',
  line: 23,
  column: 11,
  hint: 'did you mean `order_id`?',
} as const;

it('names the place relative to the repository', () => {
  expect(formatAnnotations([problemAnnotation(problem, 'team')])).toBe(
    '::error file=team/prompts/refund.yaml,line=23,col=11,title=galley%3A input-undeclared::input `order_idd` is not declared (did you mean `order_id`?)\n',
  );
});

it('keeps text from a repository inside its own command', () => {
  const hostile = { ...problem, message: 'x\n::set-env name=A::b\r%0A', file: 'a,b:c\n.yaml' };
  const text = formatAnnotations([problemAnnotation(hostile, '')]);
  expect(text.trimEnd().split(/\r|\n/)).toHaveLength(1);
  expect(text).toContain('file=a%2Cb%3Ac%0A.yaml,');
  expect(text).toContain('%250A');
});

it('names a finding by its problem’s own code, else by its own', () => {
  const { code: problemCode, severity, message, file, line, column } = problem;
  const finding = { severity, code: 'problem', message, file, line, column } as const;
  expect(findingAnnotation({ ...finding, problemCode }, '').title).toBe('galley: input-undeclared');
  expect(findingAnnotation({ ...finding, code: 'worse' }, '').title).toBe('galley: worse');
});

it('places a finding in the folder of its project, and shortens what nobody would read', () => {
  const finding = {
    severity: 'warning',
    code: 'worse',
    message: 'a'.repeat(1_000_000),
    file: 'suites/queues.yaml',
    line: 9,
    column: 5,
  } as const;
  const text = formatAnnotations([findingAnnotation(finding, 'team')]);
  expect(text.startsWith('::warning file=team/suites/queues.yaml,line=9,col=5,')).toBe(true);
  expect(text.length).toBeLessThan(5_000);
});
