import { open } from 'node:fs/promises';
import { createTextDigest } from '../../units/text-digest.ts';

/** One line of a results file. */
export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  /** Without its line end. */
  readonly text: string;
  /** True when the file ends before the line does. */
  readonly isTorn: boolean;
  /** Hexadecimal sha256 of the lines before this one, as `jsonl` writes it into its last line. */
  readonly digestBefore: () => string;
}

const mostLineCharacters = 64 * 1024 * 1024;
const chunkBytes = 256 * 1024;

/**
 * The lines of a file, one at a time in memory.
 * @throws RangeError for a line of more than 64 Mi characters
 */
export async function* readLines(path: string): AsyncGenerator<NumberedLine, void, undefined> {
  const digest = createTextDigest();
  const digestBefore = () => digest.digest();
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  const file = await open(path, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, chunkBytes, null);
      if (bytesRead === 0) break;
      const pieces = decoder.decode(chunk.subarray(0, bytesRead), { stream: true }).split('\n');
      pieces[0] = rest + (pieces[0] as string);
      rest = pieces.pop() as string;
      if (rest.length > mostLineCharacters) throw new RangeError(`line ${number + 1} is too long`);
      for (const text of pieces) {
        number += 1;
        yield { number, text, isTorn: false, digestBefore };
        digest.add(`${text}\n`);
      }
    }
    rest += decoder.decode();
    if (rest !== '') yield { number: number + 1, text: rest, isTorn: true, digestBefore };
  } finally {
    await file.close();
  }
}
