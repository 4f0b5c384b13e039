import { sha256 } from '../../../units/content-hash.ts';

/** Numbers in a fake embedding. */
const dimensions = 256;

/** Characters of one piece. */
const pieceLength = 3;

/** Longer texts are embedded by their beginning. */
const longestText = 20_000;

/**
 * A fake embedding for tests and demos: how often each hashed run of three characters occurs, in 256
 * numbers of unit length. Texts that share words come near each other; texts that only mean the same do
 * not. Equal texts give equal vectors, letter case and repeated white space ignored.
 */
export function fakeEmbedding(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  const normal = ` ${text.slice(0, longestText).toLowerCase().trim().replaceAll(/\s+/g, ' ')} `;
  const places = new Map<string, number>();
  for (let at = 0; at + pieceLength <= normal.length; at += 1) {
    const piece = normal.slice(at, at + pieceLength);
    const place = places.get(piece) ?? Number.parseInt(sha256(piece).slice(0, 2), 16);
    places.set(piece, place);
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => Math.round((value / length) * 1e6) / 1e6);
}
