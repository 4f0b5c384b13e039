import { describe, expect, it } from 'vitest';
import { GalleyError } from '../errors/galley-error.ts';
import type { RenderBudgets } from './budget.ts';
import { renderTemplate } from './render-template.ts';

const templates = { again: '{% include "again" %}' };

function budgetOf(source: string, budgets: Partial<RenderBudgets> = {}): unknown {
  try {
    renderTemplate(source, {}, { budgets, templates });
  } catch (error) {
    if (error instanceof GalleyError && error.code === 'template-limit') return error.data.budget;
    throw error;
  }
  return 'none';
}

const grow = (step: string): string =>
  `{% set box = namespace(x=[1], y=[1], t='ab') %}{% for turn in range(5000) %}{% set ${step} %}{% endfor %}`;

describe('budgets', () => {
  it.each<[string, keyof RenderBudgets]>([
    ['{% for a in range(1000) %}{% for b in range(1000) %}{% endfor %}{% endfor %}', 'steps'],
    ['{{ range(1000000000) }}', 'integerArgument'],
    ['{{ "a" * 2000000000 }}', 'integerArgument'],
    ['{{ ("a" * 99999) * 99999 }}', 'allocated'],
    ['{{ "a"|center(2000000000) }}', 'integerArgument'],
    ['{{ "a\n"|indent(2000000000) }}', 'integerArgument'],
    ['{{ [1]|slice(2000000000)|list }}', 'integerArgument'],
    ['{{ "%1000000000d"|format(1) }}', 'integerArgument'],
    ['{{ "{:1000000000}".format(1) }}', 'integerArgument'],
    ['{{ "{:.1000000000f}".format(1.5) }}', 'integerArgument'],
    ['{{ range(90000)|join("a" * 90000) }}', 'allocated'],
    ['{{ ("a" * 90000)|replace("a", "b" * 90000) }}', 'allocated'],
    ['{{ ("\t" * 90000).expandtabs(100000) }}', 'allocated'],
    ['{% for a in range(99) %}{{ "a" * 99999 }}{% endfor %}', 'outputChars'],
    ['{{ 2 ** 100000 }}', 'exponent'],
    ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', 'callDepth'],
    ['{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}', 'callDepth'],
    ['{% include "again" %}', 'includeDepth'],
    [grow('box.t = box.t ~ box.t'), 'allocated'],
    [grow('box.x = box.x + box.x'), 'allocated'],
    [`${grow('box.x = [box.x]')}{{ box.x }}`, 'valueDepth'],
    [`${grow('box.x = [box.x]')}{{ box.x|tojson }}`, 'valueDepth'],
    ['{% set a = [1] %}{% for b in a %}{% set c = a.append(1) %}{% endfor %}', 'steps'],
  ])('stops %s at %s', (source, budget) => {
    expect(budgetOf(source)).toBe(budget);
  });

  it('stops equality and printing of shared lists, which double at each level', () => {
    const twice = grow('box.x = [box.x, box.x]').replace('5000', '60');
    const both = `${twice}{% for turn in range(60) %}{% set box.y = [box.y, box.y] %}{% endfor %}`;
    expect(budgetOf(`${twice}{{ box.x }}`)).toBe('allocated');
    expect(budgetOf(`${both}{{ box.x == box.y }}`)).toBe('steps');
  });

  it('takes other limits from the caller', () => {
    expect(budgetOf('{{ 1 }}{{ 2 }}', { steps: 1 })).toBe('steps');
    expect(budgetOf('{{ 1 }}{{ 2 }}')).toBe('none');
  });
});
