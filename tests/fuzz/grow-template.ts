import type { Dice } from './dice.ts';
import { fuzzTemplates } from './fuzz-data.ts';
import { growExpression, growFilter } from './grow-expression.ts';

const loopParts =
  'index index0 last length revindex revindex0 first depth previtem nextitem nope'.split(' ');
const includes = [...Object.keys(fuzzTemplates), 'none'];

/** A random template that mostly parses. */
export function growTemplate(dice: Dice, depth = 2): string {
  const open = dice.pick(['{%', '{%-', '{%', '{%+']);
  const close = dice.pick(['%}', '-%}', '%}', '+%}']);
  const tag = (text: string): string => `${open} ${text} ${close}`;
  const expression = (): string => growExpression(dice, 1 + dice.below(2));
  const output = (): string =>
    `${dice.pick(['{{', '{{', '{{-'])} ${expression()} ${dice.pick(['}}', '}}', '-}}'])}`;
  if (depth === 0) return dice.pick([output(), ' a\n', output(), '\t<i>\n\n', output()]);
  const body = (): string => growTemplate(dice, depth - 1) + (dice.below(2) ? '\n' : '');
  const call = (): string =>
    dice.pick([
      `m(${expression()})`,
      'm()',
      `m(b=${expression()})`,
      `m(1, 2, ${expression()})`,
      `m(*${expression()})`,
      `m(1, c=${expression()})`,
      `m(**{'a': ${expression()}})`,
    ]);
  switch (dice.below(22)) {
    case 0:
      return `${tag(`if ${expression()}`)}${body()}${tag(`elif ${expression()}`)}e${tag('else')}${body()}${tag('endif')}`;
    case 1:
      return `${tag(`for x in ${expression()}`)}{{ x }}{{ loop.${dice.pick(loopParts)} }}${body()}${tag('endfor')}`;
    case 2:
      return `${tag(`for x in ${expression()} if ${dice.pick(['x', 'x is defined', expression()])}`)}{{ x|string }}{{ loop.index }}${tag('else')}${body()}${tag('endfor')}`;
    case 3:
      return `${tag(`set v = ${expression()}`)}{{ v }}${body()}`;
    case 4:
      return `${tag(`set v${dice.pick(['', '', ` | ${growFilter(dice)}`])}`)}${body()}${tag('endset')}[{{ v|${growFilter(dice)} }}]`;
    case 5:
      return `${tag(`macro m(a, b=${expression()})`)}{{ a }}{{ b }}${dice.pick(['', '{{ varargs }}', '{{ kwargs }}', '{{ caller() if caller }}'])}${tag('endmacro')}{{ ${call()} }}`;
    case 6:
      return `${tag(`with v = ${expression()}, x = ${expression()}`)}{{ v }}${body()}${tag('endwith')}`;
    case 7:
      return `${tag(`filter ${dice.pick(['upper', 'trim', 'indent(2)', 'title', 'replace("a", "b")', growFilter(dice)])}`)}${body()}${tag('endfilter')}`;
    case 8:
      return body() + body();
    case 9:
      return `${tag(`for a, b in ${dice.pick([expression(), 'order.items()', '[[1, 2], "xy"]', 'order|items', 'words|map("upper")|batch(2)'])}`)}{{ a }}={{ b }}${dice.pick(['{{ loop.cycle("o", "e") }}', '{{ loop.changed(a) }}', ''])};${tag('endfor')}`;
    case 10:
      return `${tag('for n in tree recursive')}{{ n.label }}{{ loop.depth }}{% if n.children %}({{ loop(n.children) }}){% endif %}${growTemplate(dice, 0)}${tag('endfor')}`;
    case 11:
      return `${tag('macro m(a=1)')}<{{ a }}{{ caller(${expression()}) }}>${tag('endmacro')}${tag(`call(x) ${call()}`)}{{ x }}${body()}${tag('endcall')}`;
    case 12:
      return `${tag('set ns = namespace(t=0)')}${tag(`for x in ${expression()}`)}${tag(`set ns.t = ${dice.pick(['ns.t + 1', 'x', expression()])}`)}${tag('endfor')}{{ ns.t }}`;
    case 13:
      return tag(
        `include ${dice.pick([`"${dice.pick(includes)}"`, `["none", "${dice.pick(includes)}"]`])}${dice.pick(['', ' ignore missing'])}${dice.pick(['', ' without context', ' with context'])}`,
      );
    case 14:
      return `${tag(`autoescape ${dice.pick(['true', 'false'])}`)}{% set w = ${expression()} %}{{ w }}${tag('endautoescape')}`;
    case 15:
      return `${tag('raw')} {{ x }} {% if %} ${tag('endraw')}${body()}`;
    case 16:
      return `a ${dice.pick(['{#', '{#-', '{#+'])} {{ x }} ${dice.pick(['#}', '-#}'])} b${body()}`;
    case 17:
      return `${tag(`set a, b = ${dice.pick([expression(), `${expression()}, ${expression()}`])}`)}{{ a }}{{ b }}`;
    default:
      return output();
  }
}
