// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what this file is about
import { describe, expect, it } from 'vitest';
import { evaluateExpression } from './evaluate-expression.ts';
import { hasExpressions, parseExpressions } from './parse-expressions.ts';

const scope = {
  case: { expected: { queue: 'billing', price: 12.5, tags: ['b', 'a'] } },
  empty: null,
};
const evaluate = (text: string) => evaluateExpression(parseExpressions(text), scope);

describe('evaluateExpression', () => {
  it.each([
    ['${{ case.expected.price }}', 12.5],
    ['${{case.expected.tags}}', ['b', 'a']],
    ['${{ empty }}', null],
    ['${{ case.expected.queue }}', 'billing'],
    ['queue: ${{ case.expected.queue }}!', 'queue: billing!'],
    ['${{ case.expected.price }} ${{ case.expected.tags }}', '12.5 ["b","a"]'],
    [' ${{ empty }}', ' null'],
    ['plain', 'plain'],
    ['', ''],
    ['$${{ case }}', '${{ case }}'],
    ['$${{ a }} ${{ case.expected.queue }} $$', '${{ a }} billing $$'],
    ['${{ case.expected.queue }}$${{', 'billing${{'],
    ['$ {{ x }} ${ x }', '$ {{ x }} ${ x }'],
  ])('gives %j its value', (text, value) => {
    expect(evaluate(text)).toEqual({ value });
  });

  it('suggests a name for one that nothing has', () => {
    expect(evaluate('to ${{ cases.expected }}').faults).toEqual([
      {
        kind: 'unknown-name',
        message: 'nothing here is called `cases`',
        offset: 3,
        hint: 'Did you mean `case`?',
      },
    ]);
  });

  it('tells which step leads nowhere', () => {
    const [fault] = evaluate('${{ case.expected.que }}').faults ?? [];
    expect(fault?.kind).toBe('absent');
    expect(fault?.message).toContain('`case.expected.que` is absent');
    expect(fault?.hint).toContain('queue');
  });

  it('never reaches a prototype', () => {
    expect(evaluate('${{ constructor }}').faults?.[0]?.kind).toBe('unknown-name');
    expect(evaluate('${{ case.__proto__ }}').faults?.[0]?.kind).toBe('absent');
  });

  it('collects all faults', () => {
    expect(
      evaluate('${{ a b }} ${{ none }} ${{ case.x }}').faults?.map(({ kind }) => kind),
    ).toEqual(['syntax', 'unknown-name', 'absent']);
  });
});

describe('parseExpressions', () => {
  it('knows where each piece stands', () => {
    const { segments } = parseExpressions('To ${{ case.id }}: $${{');
    expect(segments.map(({ kind, start, end }) => [kind, start, end])).toEqual([
      ['literal', 0, 3],
      ['path', 3, 17],
      ['literal', 17, 23],
    ]);
  });

  it.each([
    ['${{ ', 0],
    ['ok ${{ a }} ${{ b', 12],
    ['${{ a() }}', 5],
    ['x ${{}}', 5],
    ['${{ a | upper }}', 6],
  ])('reports %j at %i', (text, offset) => {
    const { faults } = parseExpressions(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ kind: 'syntax', offset });
    expect(faults[0]?.hint).toBeTruthy();
  });

  it('finds the end behind a quoted key with braces', () => {
    expect(parseExpressions('${{ a["}}"] }}').segments[0]).toMatchObject({
      path: { keys: ['a', '}}'] },
    });
  });

  it('reads a hostile text in one pass', () => {
    const text = '${{ " }} '.repeat(25_000);
    const { faults } = parseExpressions(text);
    expect(faults.length).toBeGreaterThan(1_000);
  });

  it('tells texts without expressions at a glance', () => {
    expect([hasExpressions('{{ name }}'), hasExpressions('${{ name }}')]).toEqual([false, true]);
  });
});
