import { describe, expect, it } from 'vitest';
import { parseTemplate } from './parse-template.ts';
import { TemplateFault } from './template-fault.ts';

function faultOf(source: string): TemplateFault | undefined {
  try {
    parseTemplate(source, { nesting: 3 });
  } catch (error) {
    if (error instanceof TemplateFault) return error;
    throw error;
  }
  return undefined;
}

const nested = (open: string, close: string, depth: number): string =>
  `${open.repeat(depth)}text${close.repeat(depth)}`;

describe('nesting of block tags', () => {
  it.each([
    ['{% if a %}', '{% endif %}'],
    ['{% for a in b %}', '{% endfor %}'],
    ['{% set a %}', '{% endset %}'],
    ['{% set a | replace("=", b) %}', '{% endset %}'],
    ['{% filter trim %}', '{% endfilter %}'],
    ['{%- call a() -%}', '{%- endcall -%}'],
  ])('counts %s', (open, close) => {
    expect(faultOf(nested(open, close, 3))).toBeUndefined();
    expect(faultOf(nested(open, close, 4))).toMatchObject({ kind: 'limit', budget: 'nesting' });
  });

  it('counts no tag without a body', () => {
    const tags = '{% set a = dict(b=1) %}{% include "letter" ignore missing %}{% print a %}';
    expect(faultOf(tags.repeat(10))).toBeUndefined();
  });

  it('counts tags one after the other once', () => {
    expect(faultOf('{% if a %}x{% elif b %}y{% else %}z{% endif %}'.repeat(10))).toBeUndefined();
  });

  it('names the tag that goes too deep, also when the template does not parse', () => {
    expect(faultOf('{% if a %}\n'.repeat(4))).toMatchObject({ budget: 'nesting', line: 4 });
  });
});
