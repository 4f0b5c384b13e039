import { createHash } from 'node:crypto';
import { maskValue } from '@galley/engine/models';
import type { EffectContext, EffectPlug } from './contract.ts';

/** An issue of our own, known by the hash of its wish's key in its last line. */
export const notice: EffectPlug<'notice'> = {
  async carryOut({ title, text }, context) {
    const { access, secrets, key } = context;
    const mark = `<!-- galley:notice ${createHash('sha256').update(key).digest('hex')} -->`;
    if (await isPosted(mark, context)) return;
    await access.octokit.rest.issues.create({
      owner: access.owner,
      repo: access.name,
      title: maskValue(title, secrets),
      body: `${maskValue(text, secrets)}\n\n${mark}`,
    });
  },
};

/** Looks through our own issues of the last weeks. */
async function isPosted(mark: string, { access, self }: EffectContext): Promise<boolean> {
  const { octokit, owner, name: repo } = access;
  const at = { owner, repo, creator: self.login, state: 'all' as const, per_page: 100 };
  for (let page = 1; page <= 3; page += 1) {
    const { data } = await octokit.rest.issues.listForRepo({ ...at, page });
    if (data.some(({ body }) => body?.includes(mark) === true)) return true;
    if (data.length < at.per_page) return false;
  }
  return false;
}
