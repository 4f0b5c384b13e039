import { open } from 'node:fs/promises';
import { askGitServer, type GitRemote } from './ask-git-server.ts';
import { GitFetchError } from './git-fetch-error.ts';
import { readPacketLines, writePacketLines } from './packet-lines.ts';

/** What is asked for. */
export interface PackRequest {
  /** Full ids of commits; each comes with its whole tree and without its history. */
  readonly wants: readonly string[];
  /** Commits whose trees are here: what they hold is left out. */
  readonly haves: readonly string[];
  /** The file that the pack is written to. */
  readonly path: string;
  readonly mostBytes: number;
  /** Larger files stay on the server. */
  readonly mostFileBytes: number;
  readonly signal: AbortSignal;
}

const packBand = 1;
const progressBand = 2;

/**
 * Downloads what commits consist of, in one request.
 * @throws GitFetchError `commit-missing` when the server has one of them not; `too-large` as soon as
 * more than `mostBytes` have come
 */
export async function downloadPack(remote: GitRemote, request: PackRequest): Promise<void> {
  const file = await open(request.path, 'w');
  let bytes = 0;
  try {
    const answer = await askGitServer(remote, writeRequest(request), request.signal);
    for await (const part of packOf(answer, remote)) {
      bytes += part.length;
      if (bytes > request.mostBytes) throw tooLarge(remote, request.mostBytes);
      await file.appendFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (bytes === 0) throw new GitFetchError('unreachable', `fetching ${remote.name} gave no pack`);
}

function writeRequest({ wants, haves, mostFileBytes }: PackRequest): Buffer {
  return writePacketLines([
    'command=fetch',
    'delimiter',
    // Without thin packs the server leaves out nothing that lies in a shallow commit.
    'thin-pack',
    'ofs-delta',
    'no-progress',
    ...haves.map((id) => `shallow ${id}`),
    'deepen 1',
    `filter blob:limit=${mostFileBytes + 1}`,
    ...wants.map((id) => `want ${id}`),
    ...haves.map((id) => `have ${id}`),
    'done',
    'flush',
  ]);
}

/** The bytes of the pack, out of the sections and bands that they come in. */
async function* packOf(
  answer: AsyncIterable<Uint8Array>,
  remote: GitRemote,
): AsyncGenerator<Buffer> {
  let section: string | undefined;
  for await (const line of readPacketLines(answer)) {
    if (typeof line === 'string') {
      section = undefined;
    } else if (section !== 'packfile') {
      const text = line.toString('utf8').trim();
      if (text.startsWith('ERR ')) throw refusal(remote, text.slice('ERR '.length));
      section ??= text;
    } else if (line[0] === packBand) {
      yield line.subarray(1);
    } else if (line[0] !== progressBand) {
      throw refusal(remote, line.toString('utf8', 1).trim());
    }
  }
}

function refusal({ name }: GitRemote, text: string): GitFetchError {
  const commit = /not our ref ([0-9a-f]{40})/.exec(text)?.[1];
  if (commit !== undefined) {
    const message = `the repository ${name} has no commit ${commit}`;
    return new GitFetchError('commit-missing', message, { data: { repository: name, commit } });
  }
  const said = text.replace(/\p{Cc}+/gu, ' ').slice(0, 200);
  return new GitFetchError('unreachable', `fetching ${name} was refused: ${said}`);
}

function tooLarge({ name }: GitRemote, mostBytes: number): GitFetchError {
  return new GitFetchError('too-large', `fetching ${name} takes more than ${mostBytes} bytes`, {
    data: { repository: name, mostBytes },
    hint: 'allow bigger packs in the configuration of the bot, or move large files elsewhere',
  });
}
