import { type Checkout, runGit } from './run-git.ts';

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The commits that branches or tags of the server are at now, by name; what it does not have is left
 * out. The full id of a commit is its own name.
 * @throws GalleyError `git-failed`
 */
export async function readRemoteTips(
  checkout: Checkout,
  names: readonly string[],
): Promise<Map<string, string>> {
  const tips = new Map(names.filter((name) => commitId.test(name)).map((id) => [id, id]));
  const asked = names.filter((name) => !commitId.test(name));
  if (asked.length === 0) return tips;
  const refs = asked.flatMap((name) => [`refs/heads/${name}`, `refs/tags/${name}`]);
  const peeled = refs.map((ref) => `${ref}^{}`);
  const output = await runGit(
    checkout,
    'ls-remote',
    '--quiet',
    '--',
    checkout.url,
    ...refs,
    ...peeled,
  );
  const found = new Map(
    output.split('\n').map((line) => line.split('\t').reverse() as [string, string]),
  );
  for (const name of asked) {
    const tip =
      found.get(`refs/heads/${name}`) ??
      found.get(`refs/tags/${name}^{}`) ??
      found.get(`refs/tags/${name}`);
    if (tip !== undefined) tips.set(name, tip);
  }
  return tips;
}
