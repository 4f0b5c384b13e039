/** Whose share looking at a pull request takes; one job of a pull request at a time. */
export function lookShare({
  repositoryId,
  number,
  accountId,
}: {
  readonly repositoryId: number;
  readonly number: number;
  readonly accountId: number;
}): { readonly key: string; readonly tenant: string } {
  return { key: `${repositoryId}:${number}`, tenant: String(accountId) };
}
