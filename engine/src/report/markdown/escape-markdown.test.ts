import { describe, expect, it } from 'vitest';
import {
  codeCell,
  codeSpan,
  fencedBlock,
  htmlText,
  inlineText,
  messageText,
} from './escape-markdown.ts';

const zeroWidth = '\u200b';

describe('inlineText', () => {
  it.each([
    ['<b>bold</b> & more', '&lt;b&gt;bold&lt;/b&gt; &amp; more'],
    ['<!-- hidden -->', '&lt;!-- hidden --&gt;'],
    [
      '**bold** and _slanted_ and ~~gone~~',
      '\\*\\*bold\\*\\* and \\_slanted\\_ and \\~\\~gone\\~\\~',
    ],
    ['![image](http://evil.example/x.png)', `!\\[image\\](http${zeroWidth}://evil.example/x.png)`],
    ['ask @acme/support', `ask @${zeroWidth}acme/support`],
    ['closes #12 and GH-12', `closes #${zeroWidth}12 and GH-${zeroWidth}12`],
    ['see www.example.com', `see www${zeroWidth}.example.com`],
    ['a | b', 'a \\| b'],
    ['costs $x$', 'costs \\$x\\$'],
    ['# heading', `#${zeroWidth} heading`],
    ['- item', `${zeroWidth}- item`],
    ['1. item', `${zeroWidth}1. item`],
    ['> quote', '&gt; quote'],
    ['--- rule', `${zeroWidth}--- rule`],
    ['=== title', `${zeroWidth}=== title`],
  ])('makes %j inert', (text, inert) => {
    expect(inlineText(text)).toBe(inert);
  });

  it('keeps plain words and letters of every script as they are', () => {
    expect(inlineText('Größe 3: 退款 — “ok”')).toBe('Größe 3: 退款 — “ok”');
  });

  it('puts everything on one line and takes out what lies about its order', () => {
    expect(inlineText('one\r\n\u2028two\u202e\u2066\u200f\u0007\u009b three')).toBe(
      'one two three',
    );
  });

  it('shortens what nobody would read', () => {
    expect(inlineText('a'.repeat(1_000_000)).length).toBeLessThanOrEqual(4_000);
  });
});

describe('messageText', () => {
  it('shows the names of a message as code and the rest as text', () => {
    expect(messageText('input `order_id` is *new* (use `x|y`)')).toBe(
      'input `order_id` is \\*new\\* (use `x|y`)',
    );
  });

  it('stays inert when a name holds a backtick itself', () => {
    const hostile = messageText('case `a`<img src=x>`@team` fails');
    expect(hostile.replace(/(`+)[^`]+\1/g, '')).not.toMatch(/<|@t/);
  });
});

describe('codeSpan', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`edge`', '`` `edge` ``'],
    ['``` fence', '```` ``` fence ````'],
    ['', '` `'],
    [' \n ', '` `'],
    ['a|b', '`a|b`'],
  ])('encloses %j', (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  it('in a table cell escapes the bar', () => {
    expect(codeCell('a|b')).toBe('`a\\|b`');
  });
});

describe('fencedBlock', () => {
  it('is longer than any fence in its lines', () => {
    expect(fencedBlock(['````', 'x'], 'diff')).toBe('`````diff\n````\nx\n`````');
  });

  it('keeps each line one line', () => {
    expect(fencedBlock(['a\n```\nb\r\u2029c'])).toBe('````\na ``` b  c\n````');
  });
});

describe('htmlText', () => {
  it('leaves no tag, entity, mention or link', () => {
    expect(htmlText('</summary>&lt;"@team #1 http://x ![p](q)')).toBe(
      `&#60;/summary&#62;&#38;lt;&#34;@${zeroWidth}team #${zeroWidth}1 http:${zeroWidth}//x !&#91;p&#93;(q)`,
    );
  });
});
