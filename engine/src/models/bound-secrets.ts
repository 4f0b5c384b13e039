import { GalleyError } from '../errors/galley-error.ts';
import type { Secret, Secrets } from '../ports/secrets.ts';

/** Where `NAME=host` entries stand, and what they are. */
export interface HostBindings {
  readonly entries: readonly string[];
  /** For messages: a variable or a file. */
  readonly place: string;
}

export interface BoundSecretsOptions {
  /** Value of a secret; `undefined` or empty when it is not set. */
  readonly valueOf: (name: string) => string | undefined;
  /** Hosts beside a vendor's own, from places that no repository can write. */
  readonly bindings: readonly HostBindings[];
  /** Values to mask although nobody asked for them. */
  readonly alsoMasked?: readonly string[];
  /** Told of every value that is handed out, before it is. */
  readonly onFound?: (value: string) => void;
  readonly advice: string;
}

/** Very short values would mask half of every text. */
const shortestMasked = 6;

/**
 * Secrets by name, each bound to the hosts that an entry `NAME=host` gives it.
 * @throws GalleyError `usage` for an entry of another form
 */
export function boundSecrets(options: BoundSecretsOptions): Secrets {
  const bindings = readBindings(options.bindings);
  const found = new Map<string, string>();
  return {
    find(name): Secret | undefined {
      const value = options.valueOf(name);
      if (value === undefined || value === '') return undefined;
      options.onFound?.(value);
      found.set(name, value);
      return { value, hosts: bindings.get(name) ?? [] };
    },
    values: () =>
      [...new Set([...found.values(), ...(options.alsoMasked ?? [])])].filter(
        (value) => value.length >= shortestMasked,
      ),
    advice: options.advice,
  };
}

function readBindings(places: readonly HostBindings[]): Map<string, string[]> {
  const bindings = new Map<string, string[]>();
  for (const { entries, place } of places) {
    for (const entry of entries) {
      if (entry.trim() === '') continue;
      const { name, host } = parseBinding(entry.trim(), place);
      bindings.set(name, [...(bindings.get(name) ?? []), host]);
    }
  }
  return bindings;
}

function parseBinding(entry: string, place: string): { name: string; host: string } {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*([A-Za-z0-9.:[\]-]+)$/.exec(entry);
  if (match?.[1] !== undefined && match[2] !== undefined) {
    return { name: match[1], host: match[2].toLowerCase() };
  }
  // The entry is not shown: someone may have written a key where a host belongs.
  throw new GalleyError('usage', `${place} holds an entry that is not NAME=host`, {
    hint: 'Write for example OPENAI_API_KEY=gateway.example.com: no https://, no path.',
  });
}
