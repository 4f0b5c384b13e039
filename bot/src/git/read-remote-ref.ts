import { askGitServer, type GitRemote } from './ask-git-server.ts';
import { readPacketLines, writePacketLines } from './packet-lines.ts';

/**
 * Object id that a full ref name has on the server; `undefined` when there is no such ref.
 * @throws GitFetchError
 */
export async function readRemoteRef(
  remote: GitRemote,
  ref: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const lines = ['command=ls-refs', 'delimiter', `ref-prefix ${ref}`];
  const answer = await askGitServer(remote, writePacketLines([...lines, 'flush']), signal);
  for await (const line of readPacketLines(answer)) {
    if (typeof line === 'string') continue;
    const [id = '', name] = line.toString('utf8').trimEnd().split(' ');
    if (name === ref && /^[0-9a-f]{40}$/.test(id)) return id;
  }
  return undefined;
}
