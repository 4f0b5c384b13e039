/** What is wrong and what to do, in Galley's words. */
export interface YamlExplanation {
  message: string;
  hint?: string;
  /** Column of the mistake, where that is not the place that the parser stopped at. */
  column?: number;
}

/**
 * Says in plain words what a YAML error means, naming the classic trap behind it.
 * @param code error code of the `yaml` package
 * @param original its own message
 * @param line the source line of the fault
 * @param column where on that line, from 1
 */
export function explainYamlError(
  code: string,
  original: string,
  line: string,
  column: number,
): YamlExplanation {
  const rest = line.slice(column - 1);
  const template = /\{[{%#]/.test(line);
  switch (code) {
    case 'BAD_SCALAR_START':
      return explainScalarStart(rest, line);
    case 'BAD_DQ_ESCAPE':
      return {
        message: `${original.replace('Invalid', 'invalid')} in double quotes`,
        hint: "write regular expressions in single quotes, where a backslash stays as it is: '\\d+'",
      };
    case 'TAB_AS_INDENT':
      return { message: 'a tab is used as indentation', hint: 'indent with spaces' };
    case 'MULTIPLE_DOCS':
      return {
        message: 'the file holds more than one document; expected one',
        hint: 'give each document its own file and remove the `---` line',
      };
    case 'BLOCK_IN_FLOW':
    case 'BLOCK_AS_IMPLICIT_KEY':
      if (/^\s*(?:- +)*(?:[\w.-]+:\s+)?\{[{%#]/.test(line)) return templateIn(line);
      return {
        message: 'a second `: ` on one line; expected one value',
        hint: 'put text that holds `: ` in quotes, and check the indentation of the line',
      };
    case 'UNEXPECTED_TOKEN':
      if (template && startOfTemplate(line) !== undefined) return templateIn(line);
      if (/:\s+'/.test(line)) {
        return {
          message: 'text goes on after the closing quote',
          hint: "inside single quotes write '' for an apostrophe, or use double quotes",
        };
      }
      return { message: lower(original), hint: 'put the whole text in quotes' };
    case 'BAD_INDENT':
      return {
        message: lower(original),
        hint: 'close every [ and { and line up the keys of one map',
      };
    case 'MISSING_CHAR':
      if (line.startsWith('{#', column - 2)) return templateIn(line);
      return { message: lower(original) };
    default:
      return { message: lower(original) };
  }
}

/** The hint for `{{ x }}` without quotes, which YAML reads as a map. */
export function unquotedTemplate(): YamlExplanation {
  return {
    message: 'a template without quotes is a map in YAML; expected text',
    hint: 'put it in quotes, "{{ name }}", or in a block after `|`',
  };
}

/** Column from 1 of a `{{`, `{%` or `{#` that a value starts with; `undefined` without one. */
function startOfTemplate(line: string): number | undefined {
  const match = /(?:^\s*|[:\-[,{]\s+|\[)\{[{%#]/.exec(line);
  return match ? match.index + match[0].length - 1 : undefined;
}

function templateIn(line: string): YamlExplanation {
  const column = startOfTemplate(line);
  return { ...unquotedTemplate(), ...(column !== undefined && { column }) };
}

function explainScalarStart(rest: string, line: string): YamlExplanation {
  const first = rest.charAt(0);
  if (/^\{?%/.test(rest) && startOfTemplate(line) !== undefined) return templateIn(line);
  if (first === '@') {
    return {
      message: 'text cannot start with @ in YAML',
      hint: `put it in quotes: "${rest.match(/^[^\s,\]}]+/)?.[0] ?? '@name'}"`,
    };
  }
  return { message: `text cannot start with ${first} in YAML`, hint: 'put the text in quotes' };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
