import { describe, expect, it } from 'vitest';
import { GalleyError } from '../errors/galley-error.ts';
import { renderTemplate } from './render-template.ts';

function refusalOf(work: () => unknown): GalleyError {
  try {
    work();
  } catch (error) {
    if (error instanceof GalleyError) return error;
    throw error;
  }
  throw new Error('it rendered');
}

describe('renderTemplate', () => {
  it('prints what Python prints', () => {
    const data = { items: ['pear', null, true, 1.5], count: 4 };
    expect(renderTemplate('{{ items }} {{ count / 2 }}\n', data)).toBe(
      "['pear', None, True, 1.5] 2.0",
    );
  });

  it('never renders a value as a template', () => {
    expect(renderTemplate('{{ note }}', { note: '{{ 1 + 1 }}' })).toBe('{{ 1 + 1 }}');
  });

  it('names the place and the nearest name of what is undefined', () => {
    const error = refusalOf(() => renderTemplate('Hi\n {{ custmer }}', { customer: 'Ann' }));
    expect(error.code).toBe('template-runtime');
    expect(error.data).toMatchObject({ line: 2, column: 5, message: "'custmer' is undefined" });
    expect(error.hint).toBe("did you mean 'customer'?");
  });

  it('shows the way through includes to a fault', () => {
    const templates = { letter: 'Dear\n{% include "line" %}', line: 'a {{ 1 / 0 }}' };
    const error = refusalOf(() => renderTemplate('{% include "letter" %}', {}, { templates }));
    expect(error.data).toMatchObject({
      template: 'line',
      line: 1,
      column: 8,
      includeStack: [
        { template: 'template', line: 1, column: 1 },
        { template: 'letter', line: 2, column: 1 },
      ],
    });
  });

  it('renders an include in its own dialect', () => {
    const text = renderTemplate(
      '{{ note|default("jinja") }} {% include "old" %}',
      { note: '' },
      {
        templates: () => ({ source: '{{ note|default("dakora") }}', dialect: 'dakora' }),
      },
    );
    expect(text).toBe(' dakora');
  });

  it('leaves the data as it was', () => {
    const data = { tags: ['new'] };
    renderTemplate('{{ tags.append("old") }}', data);
    expect(data.tags).toEqual(['new']);
  });

  it('refuses an include whose name is computed', () => {
    expect(refusalOf(() => renderTemplate('{% include part %}', {})).code).toBe('template-syntax');
  });

  it('reads only own properties of the data', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty'])
      expect(refusalOf(() => renderTemplate(`{{ ${name} }}`, {})).message).toContain(
        `'${name}' is undefined`,
      );
  });

  it('keeps the key __proto__ as plain data', () => {
    const data = { order: JSON.parse('{"__proto__": 7}') as unknown };
    expect(renderTemplate('{{ order }} {{ order.__proto__ }}', data)).toBe("{'__proto__': 7} 7");
  });

  it('refuses functions and class instances as data', () => {
    for (const value of [() => 1, new Date(0), Symbol('x')])
      expect(refusalOf(() => renderTemplate('{{ value }}', { value })).code).toBe(
        'template-runtime',
      );
  });
});
