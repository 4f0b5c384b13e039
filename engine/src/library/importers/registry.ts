import type { Importer, ImporterName } from './contract.ts';
import { dakora } from './dakora.ts';
import { githubPrompt } from './github-prompt.ts';
import { openaiPrompt } from './openai-prompt.ts';
import { promptfoo } from './promptfoo/promptfoo.ts';

/** Every format that can be imported. */
export const importers: Readonly<Record<ImporterName, Importer>> = {
  promptfoo,
  'github-prompt': githubPrompt,
  dakora,
  'openai-prompt': openaiPrompt,
};
