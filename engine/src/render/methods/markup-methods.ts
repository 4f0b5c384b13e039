import { decodeEntities, stripTags } from '../text-format/strip-tags.ts';
import { listOf } from '../values/iterate.ts';
import { escapeMarkup } from '../values/markup.ts';
import { asText } from '../values/text.ts';
import { PyMarkup, type Value } from '../values/value.ts';
import { defineMethod } from './define-method.ts';
import type { Method } from './method.ts';
import { textMethods } from './text-methods.ts';

/** Methods of Markup: those of str, and what `markupsafe` adds. */
export const markupMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...textMethods,
  defineMethod('striptags', [], (run, self) => stripTags(run.meter, asText(self) ?? '')),
  defineMethod('unescape', [], (run, self) => {
    const text = asText(self) ?? '';
    run.meter.step(1 + Math.floor(text.length / 100));
    run.meter.allocate(text.length);
    return decodeEntities(run.meter, text);
  }),
  defineMethod('join', ['iterable'], (run, self, items) => {
    const separator = asText(self) ?? '';
    const parts = listOf(items as Value, run.meter).map((item) => {
      const part = escapeMarkup(item, run.meter).text;
      run.meter.allocate(part.length + separator.length);
      return part;
    });
    return new PyMarkup(parts.join(separator));
  }),
]);
