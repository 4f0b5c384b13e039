import { describe, expect, it } from 'vitest';
import { neutraliseMarkdown } from './neutralise-markdown.ts';

const shown = (text: string) => neutraliseMarkdown(text).replaceAll('\u200b', '');

describe('neutraliseMarkdown', () => {
  it('keeps what a report is made of, letter for letter', () => {
    const report = `### ✅ Galley · \`9f2c1ab\` vs \`main@4be07d3\`
| | result |
|---|---|
| ✅ | 3 of 212 |

<details><summary>Render diff</summary>

\`\`\`diff
-if (a < b) then
\`\`\`
</details><br><sub>rev 7</sub>`;
    expect(shown(report)).toBe(report);
    expect(neutraliseMarkdown('| a | b |\n### c <br><sub>x</sub>')).toBe(
      '| a | b |\n### c <br><sub>x</sub>',
    );
  });

  it.each([
    ['a mention', '@acme/owners'],
    ['a reference', '#12 GH-3'],
    ['a link', '[x](y) [x][y]'],
    ['an address', 'https://a.example www.a.example mailto:x'],
    ['an image', '![x](y)'],
    ['a comment', '<!-- x -->'],
    ['an element', '<a href=x> <DETAILS onclick=x>'],
    ['a diagram', '~~~ mermaid'],
  ])('breaks %s', (_, text) => {
    expect(neutraliseMarkdown(text)).not.toBe(text);
    expect(shown(text)).toBe(text);
  });

  it('takes away what turns text around', () => {
    expect(neutraliseMarkdown('a\u202eb\u0007')).toBe('ab');
  });
});
