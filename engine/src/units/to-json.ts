/** JSON of one of our results: what is unknown is `null`, never left out. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, item) => (item === undefined ? null : item), indent);
}
