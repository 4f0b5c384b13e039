/** A source of randomness in [0, 1) for jitter and identifiers; never for statistics. */
export interface Random {
  next(): number;
}
