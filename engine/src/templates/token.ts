/** One lexical unit; operators have their own text as type. */
export interface Token {
  type: string;
  /** Text of names, numbers, operators and data; a string literal's decoded value. */
  value: string;
  offset: number;
}

const descriptions: ReadonlyMap<string, string> = new Map([
  ['variable_begin', 'begin of print statement'],
  ['variable_end', 'end of print statement'],
  ['block_begin', 'begin of statement block'],
  ['block_end', 'end of statement block'],
  ['data', 'template data / text'],
  ['eof', 'end of template'],
]);

/** How Jinja2 names a token type in a message. */
export function describeTokenType(type: string): string {
  return descriptions.get(type) ?? type;
}

/** How Jinja2 names a token in a message: a name by its text, anything else by its type. */
export function describeToken(token: Token): string {
  return token.type === 'name' ? token.value : describeTokenType(token.type);
}
