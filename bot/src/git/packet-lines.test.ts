import { describe, expect, it } from 'vitest';
import { readPacketLines, writePacketLines } from './packet-lines.ts';

async function readAll(text: string, step: number): Promise<string[]> {
  async function* chunks() {
    for (let at = 0; at < text.length; at += step) yield Buffer.from(text.slice(at, at + step));
  }
  const lines: string[] = [];
  for await (const line of readPacketLines(chunks())) lines.push(line.toString());
  return lines;
}

describe('packet lines', () => {
  const text = '0014command=fetch00010009done\n0004' + '0002' + '0000';

  it('are read however the bytes come', async () => {
    for (const step of [1, 3, 4, 7, 1000]) {
      const lines = ['command=fetch', 'delimiter', 'done\n', '', 'end', 'flush'];
      expect(await readAll(text.replace('0014', '0011'), step)).toEqual(lines);
    }
  });

  it('are written with their length and line break', () => {
    const lines = writePacketLines(['want é', 'delimiter', 'flush']);
    expect(lines.toString()).toBe('000cwant é\n00010000');
  });

  it('that are none are refused', async () => {
    for (const broken of ['<html>', '0003', '0009don', '00']) {
      await expect(readAll(broken, 2)).rejects.toMatchObject({ reason: 'unreachable' });
    }
  });
});
