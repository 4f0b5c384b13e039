const reference = /\{\{([^{}]*)\}\}/g;
const inputName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const templateMark = /\{[{%#]|[%#}]\}/;

/** A text of a format whose only template construct is `{{name}}`, as Jinja2. */
export interface SubstitutedText {
  readonly template: string;
  /** Names that stand for values, in order of appearance. */
  readonly names: readonly string[];
  /** What stands in braces and is no name: it is sent as it is written. */
  readonly literal: readonly string[];
}

/** Everything but `{{name}}` becomes text that Jinja2 prints as it is. */
export function substituteNames(text: string): SubstitutedText {
  const names = new Set<string>();
  const literal: string[] = [];
  let template = '';
  let from = 0;
  for (const match of text.matchAll(reference)) {
    const name = (match[1] ?? '').trim();
    if (!inputName.test(name)) {
      literal.push(match[0]);
      continue;
    }
    names.add(name);
    template += `${plain(text.slice(from, match.index))}{{ ${name} }}`;
    from = match.index + match[0].length;
  }
  return { template: template + plain(text.slice(from)), names: [...names], literal };
}

/** Text that Jinja2 would read as its own is quoted. */
function plain(text: string): string {
  if (!templateMark.test(text)) return text;
  if (!/\{%-?\s*endraw/.test(text)) return `{% raw %}${text}{% endraw %}`;
  return `{{ ${JSON.stringify(text)} }}`;
}
