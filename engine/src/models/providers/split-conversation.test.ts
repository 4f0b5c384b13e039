import { expect, it } from 'vitest';
import { splitConversation } from './split-conversation.ts';

it('keeps instructions apart from turns, wherever they stand', () => {
  const split = splitConversation([
    { role: 'system', content: 'You decide on refunds.' },
    { role: 'user', content: 'I want my money back.' },
    { role: 'developer', content: 'Answer in one sentence.' },
    { role: 'assistant', content: 'When did you buy it?' },
    { role: 'system', content: '  ' },
  ]);
  expect(split).toEqual({
    system: 'You decide on refunds.\n\nAnswer in one sentence.',
    turns: [
      { role: 'user', text: 'I want my money back.' },
      { role: 'assistant', text: 'When did you buy it?' },
    ],
  });
});

it('gives the floor to the user when there are instructions alone', () => {
  const split = splitConversation([{ role: 'system', content: 'Name a fruit.' }]);
  expect(split).toEqual({ system: '', turns: [{ role: 'user', text: 'Name a fruit.' }] });
});
