import { expect, it } from 'vitest';
import type { Annotation } from '../../report/github/format-annotations.ts';
import { chooseAnnotations } from './choose-annotations.ts';

const remark = (file: string, line: number, level: Annotation['level'] = 'error') => ({
  level,
  file,
  line,
  column: 3,
  title: 'galley: input-undeclared',
  message: 'the input `order_idd` is not declared',
});

it('stand file by file and line by line, each once', () => {
  const chosen = chooseAnnotations([
    remark('prompts/refund.yaml', 9),
    remark('prompts/escalate.yaml', 4, 'warning'),
    remark('prompts/refund.yaml', 2),
    remark('prompts/refund.yaml', 9),
  ]);
  expect(chosen.map(({ path, start_line }) => [path, start_line])).toEqual([
    ['prompts/escalate.yaml', 4],
    ['prompts/refund.yaml', 2],
    ['prompts/refund.yaml', 9],
  ]);
  expect(chosen[0]?.annotation_level).toBe('warning');
  expect(chosen[1]?.annotation_level).toBe('failure');
});

it('are 200 at most, errors first, and one noisy file does not silence the others', () => {
  const noisy = Array.from({ length: 1_000 }, (_, line) =>
    remark('prompts/noisy.yaml', line + 1, line % 2 === 0 ? 'error' : 'warning'),
  );
  const chosen = chooseAnnotations([...noisy, remark('zebra.yaml', 1), remark('apple.yaml', 1)]);
  expect(chosen).toHaveLength(200);
  expect(chosen.filter(({ path }) => path !== 'prompts/noisy.yaml')).toHaveLength(2);
  expect(new Set(chosen.map(({ annotation_level }) => annotation_level))).toEqual(
    new Set(['failure']),
  );
  expect(chosen.at(-2)?.message).toContain('… and 802 more remarks in this file');
});

it('are 200 at most of a thousand files', () => {
  const many = Array.from({ length: 1_000 }, (_, file) => remark(`prompts/${file}.yaml`, 1));
  expect(chooseAnnotations(many)).toHaveLength(200);
});

it('hold no control characters, and never an empty message', () => {
  const hostile = { ...remark('a.yaml', 1), message: '\u0007\u202e', title: 'x\u0000'.repeat(500) };
  const [one] = chooseAnnotations([hostile]);
  expect(one?.message).toBe('–');
  expect(one?.title.length).toBeLessThanOrEqual(200);
  expect(one?.title).not.toContain('\u0000');
});
