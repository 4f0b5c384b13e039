import { expect, it } from 'vitest';
import { csvRow } from './csv-row.ts';

it('quotes what RFC 4180 asks for', () => {
  expect(csvRow(['plain', 'a,b', 'say "hi"', 'two\nlines', 7, undefined])).toBe(
    'plain,"a,b","say ""hi""","two\nlines",7,\r\n',
  );
});

it('makes formulas text, also behind white space', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\u0000=1'];
  for (const formula of formulas) {
    expect(csvRow([formula]).replace(/^"/, ''), JSON.stringify(formula)).toMatch(/^'/);
  }
  expect(csvRow([-1])).toBe('-1\r\n');
});

it('lets no line start a command of a CI runner', () => {
  expect(csvRow(['fine\n ::error::x'])).toBe('"fine\n./ ::error::x"\r\n');
});

it('removes control characters and marks that turn the order of letters', () => {
  expect(csvRow(['a\u001b[31mb\u202ec\r'])).toBe('a[31mbc\r\n');
});
