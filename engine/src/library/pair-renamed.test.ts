import { describe, expect, it } from 'vitest';
import type { LibraryNode } from './nodes.ts';
import { openLibrary } from './open-library.ts';
import { pairRenamed } from './pair-renamed.ts';
import { memoryTree } from './testing/memory-tree.ts';

const refund = 'You decide on refunds for Acme and answer the customer by mail.';
const greeting = 'Greet the visitor of the shop in the language of the visitor.';

async function prompts(texts: Readonly<Record<string, string>>): Promise<LibraryNode[]> {
  const files = Object.entries(texts).map(([id, text]) => [
    `prompts/${id}.yaml`,
    `apiVersion: galley/v1\nkind: Prompt\ncontent: ${text}\n`,
  ]);
  const library = await openLibrary(
    memoryTree({
      'galley.yaml': 'apiVersion: galley/v1\nkind: Project\n',
      ...Object.fromEntries(files),
    }),
  );
  return [...library.prompts.values()];
}

async function pairsOf(
  removed: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>>,
): Promise<string[]> {
  const pairs = pairRenamed(await prompts(removed), await prompts(added));
  return [...pairs].map(([now, before]) => `${before.id} → ${now.id}`).sort();
}

describe('pairRenamed', () => {
  it('pairs equal content, by last name where several are equal', async () => {
    const pairs = await pairsOf(
      { refund, copy: refund },
      { 'desk/copy': refund, 'desk/refund': refund },
    );
    expect(pairs).toEqual(['copy → desk/copy', 'refund → desk/refund']);
  });

  it('pairs a prompt that was moved and edited with the one it is most like', async () => {
    const pairs = await pairsOf(
      { refund, greeting },
      { 'desk/hello': `${greeting} Be brief.`, 'desk/money': refund.replace('mail', 'letter') },
    );
    expect(pairs).toEqual(['greeting → desk/hello', 'refund → desk/money']);
  });

  it('prefers equal content to what is only like it', async () => {
    const pairs = await pairsOf({ refund }, { edited: `${refund} Be brief.`, moved: refund });
    expect(pairs).toEqual(['refund → moved']);
  });

  it('pairs nothing that says something else', async () => {
    expect(await pairsOf({ refund }, { greeting })).toEqual([]);
  });
});
