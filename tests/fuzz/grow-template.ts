/** Random choices from a seed, the same every time. */
export interface Dice {
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** Dice for a seed (mulberry32). */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, pick: (items) => items[below(items.length)] as (typeof items)[number] };
}

/** The data that every grown template can read. */
export const fuzzData = {
  name: 'Ann',
  count: 3,
  price: 2.5,
  nothing: null,
  yes: true,
  words: ['pear', 'Apple', 'fig', ''],
  numbers: [3, 1, 2],
  order: {
    id: 7,
    items: [
      { sku: 'a', qty: 2 },
      { sku: 'B', qty: 1 },
    ],
    note: "it's",
  },
  text: 'Dear  Ms O\'Hara,\n\n thanks & "bye" <b>é😀</b>\n',
} as const;

const literals =
  "1|0|-3|2.5|1e3|'a'|'Ab c'|''|\"it's\"|none|true|false|[]|[1, 2]|(1, 'x')|()|{}|{'k': 1}|[[1], [2, 3]]|name|count|price|nothing|yes|words|numbers|order|text|missing|order.items|order.note|order.nope|words[0]|text[2:9]|order['id']|range(4)".split(
    '|',
  );
const filters =
  "abs|attr('id')|batch(2)|capitalize|center(12)|count|default('d')|default('d', true)|dictsort|e|escape|filesizeformat|first|float|forceescape|format(1)|indent|indent(2, true)|int|int(7)|items|join|join(', ')|join('-', 'sku')|last|length|list|lower|map('upper')|map('string')|map(attribute='sku')|map('length')|max|min|pprint|reject('string')|replace('a', 'bb')|replace('', '-')|reverse|round|round(1)|round(-1)|round(1, 'ceil')|select|select('defined')|select('odd')|selectattr('qty')|selectattr('qty', 'gt', 1)|slice(2)|sort|sort(true)|sort(attribute='qty')|string|striptags|sum|sum('qty')|title|tojson|tojson(2)|trim|trim('a')|truncate(8)|truncate(5, true)|truncate(9, false, '..', 0)|unique|upper|urlencode|wordcount|wordwrap(9)|wordwrap(5, false)|xmlattr|groupby('sku')|d|safe".split(
    '|',
  );
const tests =
  "defined|none|number|string|mapping|sequence|iterable|odd|even|true|false|lower|upper|integer|float|boolean|callable|escaped|undefined|eq 1|in [1, 'a']|divisibleby 2|gt(1)|sameas none|ne 'a'".split(
    '|',
  );
const methods =
  "upper()|strip()|split()|split('a')|title()|replace('a', 'o')|startswith('A')|find('a')|join(words)|center(9, '*')|zfill(4)|splitlines()|items()|keys()|values()|get('id')|get('zz', 4)|index(1)|count('a')|copy()|swapcase()|isalpha()|isdigit()|partition(' ')|rsplit(' ', 1)|format(1, 2)|capitalize()|removeprefix('A')|casefold()|istitle()|expandtabs(4)|ljust(8, '.')".split(
    '|',
  );
const operators = '+ - * / // % ** ~ == != < <= > >= and or in'.split(' ').concat('not in');

function growExpression(dice: Dice, depth: number): string {
  if (depth <= 0) return dice.pick(literals);
  const inner = (): string => growExpression(dice, depth - 1);
  switch (dice.below(11)) {
    case 0:
    case 1:
    case 2:
      return `${inner()}|${dice.pick(filters)}`;
    case 3:
      return `(${inner()})|${dice.pick(filters)}|${dice.pick(filters)}`;
    case 4:
    case 5:
      return `${inner()} ${dice.pick(operators)} ${inner()}`;
    case 6:
      return `(${inner()}).${dice.pick(methods)}`;
    case 7:
      return `${inner()} is ${dice.pick(['', 'not '])}${dice.pick(tests)}`;
    case 8:
      return `(${inner()} if ${inner()} else ${inner()})`;
    case 9:
      return `${dice.pick(['not ', '-', ''])}(${inner()})[${dice.pick(['0', '-1', "'id'", '1:', '::-1', ':2', '9'])}]`;
    default:
      return dice.pick([
        `[${inner()}, ${inner()}]`,
        `{'a': ${inner()}}`,
        `(${inner()}, ${inner()})`,
      ]);
  }
}

/** A random template that mostly parses. */
export function growTemplate(dice: Dice, depth = 2): string {
  const open = dice.pick(['{%', '{%-', '{%', '{%+']);
  const close = dice.pick(['%}', '-%}', '%}']);
  const tag = (text: string): string => `${open} ${text} ${close}`;
  const expression = (): string => growExpression(dice, 1 + dice.below(2));
  const output = (): string => `{{ ${expression()} }}`;
  if (depth === 0) return dice.pick([output(), ' a\n', output()]);
  const body = (): string => growTemplate(dice, depth - 1) + (dice.below(2) ? '\n' : '');
  switch (dice.below(14)) {
    case 0:
      return tag(`if ${expression()}`) + body() + tag('else') + body() + tag('endif');
    case 1:
      return `${tag(`for x in ${expression()}`)}{{ x }}{{ loop.${dice.pick(['index', 'last', 'length', 'revindex', 'first'])} }}${body()}${tag('endfor')}`;
    case 2:
      return `${tag(`for x in ${expression()} if x`)}{{ x|string }}${tag('else')}${body()}${tag('endfor')}`;
    case 3:
      return `${tag(`set v = ${expression()}`)}{{ v }}${body()}`;
    case 4:
      return `${tag('set v')}${body()}${tag('endset')}[{{ v|${dice.pick(filters)} }}]`;
    case 5:
      return `${tag(`macro m(a, b=${expression()})`)}{{ a }}{{ b }}${tag('endmacro')}{{ m(${expression()}) }}`;
    case 6:
      return `${tag(`with v = ${expression()}`)}{{ v }}${body()}${tag('endwith')}`;
    case 7:
      return `${tag(`filter ${dice.pick(['upper', 'trim', 'indent(2)', 'title', 'replace("a", "b")'])}`)}${body()}${tag('endfilter')}`;
    case 8:
      return body() + body();
    default:
      return output();
  }
}
