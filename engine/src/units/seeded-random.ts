/**
 * A repeatable source of whole numbers from 0 to 2³² − 1: equal seeds give equal sequences on every
 * machine. For statistics only; never for identifiers or secrets.
 * @param seed any whole number; its low 32 bits count
 * @source Blackman & Vigna, xoshiro128** 1.1 (2018), https://prng.di.unimi.it, public domain;
 * the state is filled by SplitMix32 (Steele, Lea & Flood 2014, with the finaliser of MurmurHash3)
 */
export function seededRandom(seed: number): () => number {
  const nextSeed = splitMix32(seed);
  return xoshiro128StarStar([nextSeed(), nextSeed(), nextSeed(), nextSeed()]);
}

/** The bare generator over four 32-bit words of state, not all 0. */
export function xoshiro128StarStar(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return scrambled;
  };
}

function splitMix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
