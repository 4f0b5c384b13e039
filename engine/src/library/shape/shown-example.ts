/** `key: example` in backticks, cut when it is long. */
export function shownExample(key: string, example: unknown): string {
  const text = shownValue(example);
  return text.length > 60 ? `\`${key}: …\`` : `\`${key}: ${text}\``;
}

/** An example as one writes it in YAML on one line. */
export function shownValue(example: unknown): string {
  if (Array.isArray(example)) return `[${example.map(shownValue).join(', ')}]`;
  if (typeof example === 'object' && example !== null) {
    const entries = Object.entries(example).map(([key, item]) => `${key}: ${shownValue(item)}`);
    return `{${entries.join(', ')}}`;
  }
  if (typeof example !== 'string') return JSON.stringify(example);
  return /^[\w$][^,[\]{}#&*!|>'"%@`\n]*$/.test(example) && !/: |:$/.test(example)
    ? example
    : JSON.stringify(example);
}
