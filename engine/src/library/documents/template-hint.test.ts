import { expect, test } from 'vitest';
import { parseTemplate } from '../../templates/parse-template.ts';
import { TemplateFault } from '../../templates/template-fault.ts';
import { templateHint } from './template-hint.ts';

test.each([
  ['{% if a && b %}{% endif %}', 'write `and`'],
  ['{% if a || b %}{% endif %}', 'write `or`'],
  ['{% if !a %}{% endif %}', 'write `not`'],
  ['{{ a ? b : c }}', 'a if condition else b'],
  ['{% if a %}{% else if b %}{% endif %}', 'write `elif`'],
  ['{% if a %}{% elseif b %}{% endif %}', 'write `elif`'],
  ['{% if a %}', 'add `{% endif %}`'],
  ['{% endfor %}', 'remove it'],
  ['{# a', '#}'],
  ['{% raw %} a', 'endraw'],
  ['{{ a b }}', 'join with ~'],
  ['{% if a = b %}{% endif %}', 'write `==`'],
  ['{{ a', 'close {{'],
  ['{{ (a }}', 'close what is open'],
])('%s: %s', (source, hint) => {
  expect(hintOf(source)).toContain(hint);
});

function hintOf(source: string): string | undefined {
  try {
    parseTemplate(source);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return templateHint(error.message, source, {
      line: error.line ?? 1,
      column: error.column ?? 1,
    });
  }
  return undefined;
}
