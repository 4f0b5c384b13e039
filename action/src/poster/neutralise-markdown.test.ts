import { describe, expect, it } from 'vitest';
import { neutraliseMarkdown } from './neutralise-markdown.ts';

const shown = (text: string) => neutraliseMarkdown(text).replaceAll('\u200b', '');

describe('neutraliseMarkdown', () => {
  it('keeps what a report is made of, letter for letter', () => {
    const report = `### ✅ Galley · \`9f2c1ab\` vs \`main@4be07d3\`
| | result |
|---|---|
| ✅ | 3 of 212 |
| &lt;b&gt; &amp; &quot;c&quot; | R&D, a && b |

<details><summary>Render diff of &#96;a&#96;</summary>

\`\`\`diff
-if (a < b) then
\`\`\`
</details><br><sub>rev 7</sub>`;
    expect(shown(report)).toBe(report);
    const escaped = 'a &lt; b &amp;&#38; c<sub>&#34;d&#34; &#124;</sub>';
    expect(neutraliseMarkdown(escaped)).toBe(escaped);
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
    ['a mention in decimal', '&#64;acme/team'],
    ['a mention in hexadecimal', '&#x40;acme/team &#X40;acme'],
    ['a named mention', '&commat;acme'],
    ['a mention whose name is written so', '@&#x61;cme'],
    ['a named reference', '&num;12'],
    ['an address', 'h&#116;tps&colon;//a.example'],
    ['a reference without its end, which raw HTML knows', '&#64acme &#35'],
  ])('breaks %s', (_, text) => {
    expect(neutraliseMarkdown(text)).not.toBe(text);
    expect(shown(text)).toBe(text);
  });

  it('takes away what turns text around', () => {
    expect(neutraliseMarkdown('a\u202eb\u0007')).toBe('ab');
  });
});
