/** An opaque id of GraphQL, as every object of GitHub carries one. */
export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}
