import type { Dice } from './dice.ts';

const split = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

const literals = split(`
  1\n0\n-3\n2.5\n1e3\n10\n'a'\n'Ab c'\n''\n"it's"\n'3'\n'2.50'\nnone\ntrue\nfalse\n[]\n[1, 2]\n(1, 'x')\n()\n{}
  {'k': 1}\n[[1], [2, 3]]\n{'b': 2, 'a': 'x'}\n['b', 'A', 'c']\n[none, 1]\nname\ncount\nprice\nnothing\nyes\nwords
  numbers\norder\ntext\nmissing\norder['items']\norder.note\norder.nope\nwords[0]\ntext[2:9]\norder['id']\nrange(4)
  tree\n2 ** 66\n-0.0\n0.1\n1e16\n1e-5\n'%s'\n'%d-%s'\n'{}'\n'{0:>6}|{1}'\n'a,b,c'\n'x\\ny'\n'<b>'|safe\n'é😀ß'
  namespace(q=1).q\ndict(a=1, b=none)\n(1 if false)\norder['items'][0].sku\nnumbers[9]\nx\nloop.index\ntext.nope`);
const filters = split(`
  abs\nattr('id')\nbatch(2)\nbatch(3, '-')\ncapitalize\ncenter(12)\ncount\ndefault('d')\ndefault('d', true)\ndictsort
  dictsort(false, 'value')\ndictsort(reverse=true)\ne\nescape\nfilesizeformat\nfilesizeformat(true)\nfirst\nfloat
  float(1.5)\nforceescape\nformat(1)\nformat(1, 'x')\nindent\nindent(2, true)\nindent(3, blank=true)\nint\nint(7)
  int(base=16)\nitems\njoin\njoin(', ')\njoin('-', 'sku')\nlast\nlength\nlist\nlower\nmap('upper')\nmap('string')
  map('int')\nmap(attribute='sku')\nmap(attribute='qty', default=0)\nmap('length')\nmap('default', 'z')\nmap('first')
  max\nmax(attribute='qty')\nmin\nmin(case_sensitive=true)\npprint\nreject('string')\nreject\nreplace('a', 'bb')
  replace('', '-')\nreplace('a', 'b', 1)\nreverse\nround\nround(1)\nround(-1)\nround(1, 'ceil')\nround(method='floor')
  select\nselect('defined')\nselect('odd')\nselect('in', [1, 'a'])\nselectattr('qty')\nselectattr('qty', 'gt', 1)
  rejectattr('sku', 'eq', 'a')\nslice(2)\nslice(3, 'z')\nsort\nsort(true)\nsort(attribute='qty')\nsort(case_sensitive=true)
  sort(attribute='sku,qty')\nstring\nstriptags\nsum\nsum('qty')\nsum(start=2)\ntitle\ntojson\ntojson(2)\ntrim\ntrim('a')
  truncate(8)\ntruncate(5, true)\ntruncate(9, false, '..', 0)\nunique\nunique(attribute='qty')\nupper\nurlencode\nurlize
  urlize(10, true)\nwordcount\nwordwrap(9)\nwordwrap(5, false)\nwordwrap(7, wrapstring='|')\nxmlattr\ngroupby('sku')
  groupby('qty', default=0)\nd\nsafe\nupper(1)\njoin(1, 2, 3, 4)`);
const tests = split(`
  defined\nnone\nnumber\nstring\nmapping\nsequence\niterable\nodd\neven\ntrue\nfalse\nlower\nupper\ninteger\nfloat
  boolean\ncallable\nescaped\nundefined\neq 1\nin [1, 'a']\ndivisibleby 2\ngt(1)\nsameas none\nne 'a'\nle 2.5\nge(0)
  lessthan 9\nin 'abc'\nfilter\ntest\n== 3\ndivisibleby(0)`);
const methods = split(`
  upper()\nstrip()\nstrip('aA')\nsplit()\nsplit('a')\nsplit(',', 1)\ntitle()\nreplace('a', 'o')\nreplace('', '.', 2)
  startswith('A')\nendswith(('c', 'n'))\nfind('a')\nrfind('a', 1)\njoin(words)\ncenter(9, '*')\nzfill(4)\nsplitlines()
  splitlines(true)\nitems()\nkeys()\nvalues()\nget('id')\nget('zz', 4)\nindex(1)\ncount('a')\ncopy()\nswapcase()\nisalpha()
  isdigit()\nisspace()\npartition(' ')\nrpartition('a')\nrsplit(' ', 1)\nformat(1, 2)\nformat('x', count)\ncapitalize()
  removeprefix('A')\nremovesuffix('c')\ncasefold()\nistitle()\nexpandtabs(4)\nljust(8, '.')\nrjust(8)\nlstrip('A')\nrstrip()
  append(4)\nextend([1])\ninsert(0, 'z')\npop()\npop(0)\nremove(1)\nreverse()\nsort()\nsetdefault('q', 1)\nupdate({'u': 1})
  translate({97: 'X'})\nbit_length()\nis_integer()\nreal\nnope\nnope()\nid`);
const operators = [...'+ - * / // % ** ~ == != < <= > >= and or in'.split(' '), 'not in'];
const subscripts = split(
  `0\n-1\n'id'\n1:\n::-1\n:2\n9\n1:3\n-3:-1\n::2\n3:0:-1\n::0\n'sku'\nnone\ncount\nmissing\n1.0`,
);
const formats = split(
  `%s\n%r\n%5d|\n%-6s|\n%05.1f\n%x\n%e\n%g\n%+d\n%c\n%%\n%(id)s\n%.3s\n{}\n{:>5}\n{:05}\n{:.2f}\n{:,}\n{!r}\n{:^7}|\n{0}{0}\n{:x}\n{:e}\n{:%}\n{id}`,
);

const names = ['name', 'count', 'nothing', 'yes', 'words', "order['items']", 'missing', 'text'];

/** A random expression; `depth` is how many operations lie inside one another at most. */
export function growExpression(dice: Dice, depth: number): string {
  if (depth <= 0) return dice.pick(literals);
  const inner = (): string => growExpression(dice, depth - 1);
  // Starts with a name, so that Jinja2 does not fold it away before anything runs.
  const condition = (): string =>
    `${dice.pick(names)}${dice.pick(['', ` ${dice.pick(operators)} ${inner()}`, `|${dice.pick(filters)}`])}`;
  switch (dice.below(15)) {
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
      return `(${inner()} if ${condition()}${dice.pick([` else ${inner()}`, ` else ${inner()}`, ''])})`;
    case 9:
      return `${dice.pick(['not ', '-', '+', ''])}(${inner()}|list)[${dice.pick(subscripts)}]`;
    case 10:
      return `${dice.pick(['name', 'words', 'numbers', 'order', 'text', "order['items']", "'héllo'"])}[${dice.pick(subscripts)}]`;
    case 11: {
      const format = dice.pick(formats);
      if (format.startsWith('%')) return `'${format}' % ${dice.pick([inner(), `(${inner()},)`])}`;
      return `'${format}'.format(${dice.pick([inner(), `id=${inner()}`, `${inner()}, ${inner()}`])})`;
    }
    case 12:
      return `${inner()} ${dice.pick(['<', '==', '>=', 'in'])} ${inner()} ${dice.pick(['<', '!=', 'not in'])} ${inner()}`;
    default:
      return dice.pick([
        `[${inner()}, ${inner()}]`,
        `{'a': ${inner()}}`,
        `(${inner()}, ${inner()})`,
        `{${inner()}: 1}`,
        `range(${dice.pick(['count', '2', "'a'", 'price', 'missing', '-1'])})`,
        `dict(${inner()})`,
        `[${inner()}] * 2`,
      ]);
  }
}

/** A random filter with its arguments. */
export function growFilter(dice: Dice): string {
  return dice.pick(filters);
}
