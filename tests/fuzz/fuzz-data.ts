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
  tree: [{ label: 'x', children: [{ label: 'y', children: [] }] }],
  text: 'Dear  Ms O\'Hara,\n\n thanks & "bye" <b>é😀</b>\n',
} as const;

/** The templates that every grown template can include. */
export const fuzzTemplates: Readonly<Record<string, string>> = {
  greeting: 'Hello {{ name|default("you") }}{% set x = 5 %}!\n',
  item: '[{{ x }}{{ loop.index if loop is defined }}]',
  broken: '{{ missing.deep }}',
  nested: '{% include "greeting" %} and {% include ["none", "item"] ignore missing %}',
  maker: '{% macro inner(a) %}<{{ a }}>{% endmacro %}{{ inner(count) }}{{ inner() }}',
};
