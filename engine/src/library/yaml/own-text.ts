import { Buffer } from 'node:buffer';

/** Pieces up to this length are copies already; longer ones would keep their whole file alive. */
const longestCopied = 12;

/** The same text in memory of its own, so that the file that it was cut from can be let go. */
export function ownText(piece: string): string {
  return piece.length > longestCopied ? Buffer.from(piece, 'utf8').toString('utf8') : piece;
}
