import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { readExamples } from '../fakes/github/webhooks/build-payload.ts';

/** What became of webhooks that were sent at a steady rate. */
export interface Sent {
  /** Ids of those that were answered with 202. */
  readonly acknowledged: readonly string[];
  /** Milliseconds from sending to the whole answer, of each that was acknowledged. */
  readonly answerMs: readonly number[];
  readonly failed: number;
}

const repositories = 50;
const pullRequestsEach = 10;

/** Sends pushes to pull requests, GitHub's own example each, whether earlier ones are answered or not. */
export async function sendWebhooks(options: {
  readonly url: string;
  readonly secret: string;
  readonly perSecond: number;
  readonly seconds: number;
}): Promise<Sent> {
  const { perSecond, seconds } = options;
  const acknowledged: string[] = [];
  const answerMs: number[] = [];
  let failed = 0;
  const begin = performance.now();
  const answers: Promise<void>[] = [];
  for (let i = 0; i < perSecond * seconds; i += 1) {
    const wait = begin + (i * 1000) / perSecond - performance.now();
    if (wait > 0) await setTimeout(wait);
    const guid = randomUUID();
    const startMs = performance.now();
    const answer = send(i, guid, options).then(
      (isTaken) => {
        if (!isTaken) failed += 1;
        else {
          answerMs.push(performance.now() - startMs);
          acknowledged.push(guid);
        }
      },
      () => {
        failed += 1;
      },
    );
    answers.push(answer);
  }
  await Promise.all(answers);
  return { acknowledged, answerMs, failed };
}

const example = readExamples()['pull_request.opened'] as { pull_request: object };

async function send(
  index: number,
  guid: string,
  { url, secret }: { readonly url: string; readonly secret: string },
): Promise<boolean> {
  const id = 1 + (index % repositories);
  const number = 1 + (Math.floor(index / repositories) % pullRequestsEach);
  const owner = { login: 'acme', id: 8 };
  const head = { sha: createHmac('sha1', secret).update(guid).digest('hex') };
  const body = JSON.stringify({
    ...example,
    action: 'synchronize',
    installation: { id: 7, account: owner },
    repository: { id, name: `prompts-${id}`, full_name: `acme/prompts-${id}`, owner },
    pull_request: { ...example.pull_request, number, state: 'open', head },
  });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const response = await fetch(`${url}/webhooks`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-github-event': 'pull_request',
      'x-github-delivery': guid,
      'x-hub-signature-256': `sha256=${signature}`,
    },
    body,
  });
  await response.arrayBuffer();
  return response.status === 202;
}
