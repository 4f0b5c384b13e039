import { describe, expect, it } from 'vitest';
import { parseTemplate } from './parse-template.ts';
import { TemplateFault } from './template-fault.ts';

function faultOf(source: string): TemplateFault {
  try {
    parseTemplate(source);
  } catch (error) {
    if (error instanceof TemplateFault) return error;
    throw error;
  }
  throw new Error('the template parsed');
}

describe('parseTemplate', () => {
  it('says where a syntax fault is', () => {
    const fault = faultOf('Dear {{ name }},\n  {{ greeting hello }}');
    expect(fault).toMatchObject({ kind: 'syntax', line: 2, column: 15 });
    expect(fault.message).toBe("expected token 'end of print statement', got 'hello'");
  });

  it.each([
    ['brackets', `{{ ${'('.repeat(20_000)}`],
    ['lists', `{{ ${'['.repeat(20_000)}`],
    ['block tags', '{% if a %}'.repeat(20_000)],
  ])('refuses 20,000 open %s as a limit', (_what, source) => {
    expect(faultOf(source)).toMatchObject({ kind: 'limit', budget: 'nesting', limit: 100 });
  });

  it.each([
    `${'not '.repeat(20_000)}order`,
    `${'-'.repeat(20_000)}order`,
    `order${'.id'.repeat(20_000)}`,
    `order${' ~ order'.repeat(20_000)}`,
    `order${' ** 1'.repeat(20_000)}`,
    `order${'|upper'.repeat(20_000)}`,
    `1${' if order else 1'.repeat(10_000)}`,
  ])('parses a chain of any length: %#', (expression) => {
    expect(parseTemplate(`{{ ${expression} }}`).body).toHaveLength(1);
  });

  it('counts one branch for each elif', () => {
    const source = `{% if a %}${'{% elif b %}'.repeat(10_000)}{% endif %}`;
    const [node] = parseTemplate(source).body;
    expect(node?.kind === 'if' && node.branches).toHaveLength(10_001);
  });

  it.each(['extends', 'block', 'import', 'from'])('refuses %s and names include', (tag) => {
    expect(faultOf(`{% ${tag} "letter" %}`).hint).toBe('use include');
  });

  it('refuses a template above its size', () => {
    expect(faultOf('a'.repeat(300_000))).toMatchObject({ kind: 'limit', budget: 'templateChars' });
  });

  it('keeps names with characters that no identifier has out of the tree', () => {
    expect(faultOf('{{ order`id }}').message).toBe("unexpected char '`' at 8");
    expect(faultOf('{{ 5 | $up }}').message).toBe("unexpected char '$' at 7");
  });
});
