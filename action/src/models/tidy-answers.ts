import { lstatSync, mkdirSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

const answerName = /^[0-9a-f]{64}\.json$/;
const largestAnswerBytes = 8 * 1024 * 1024;
const longestKeptMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Deletes what no answer can be (other names, links, folders, huge files), and answers older than 30
 * days. Follows no link: what stands in the folder's own place is replaced by an empty folder.
 */
export function tidyAnswers(
  folder: string,
  nowMs: number,
): { readonly kept: number; readonly foreign: number } {
  const own = lstatSync(folder, { throwIfNoEntry: false });
  if (own?.isDirectory() !== true) {
    if (own !== undefined) unlinkSync(folder);
    mkdirSync(folder, { recursive: true });
    return { kept: 0, foreign: own === undefined ? 0 : 1 };
  }
  let kept = 0;
  let foreign = 0;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    const isAnswer = answerName.test(name) && stats.isFile() && stats.size <= largestAnswerBytes;
    if (!isAnswer) foreign += 1;
    if (isAnswer && nowMs - stats.mtimeMs <= longestKeptMs) kept += 1;
    else rmSync(path, { recursive: true, force: true });
  }
  return { kept, foreign };
}
