/** One package as the registry must give it. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** Hash of the tarball, as npm writes it. */
  readonly integrity: string;
}

const duckDb = '1.5.6-r.1';

/** What every platform needs. */
const everywhere: readonly PinnedPackage[] = [
  {
    name: '@duckdb/node-api',
    version: duckDb,
    integrity:
      'sha512-yIPol6P4EQmsAUsb27donJf7iADrM31Ei/WkvhkZpSscjhEErYsuF19lsJ/qz5mUWxsKFQpLdjvrlhPQnMTBqw==',
  },
  {
    name: '@duckdb/node-bindings',
    version: duckDb,
    integrity:
      'sha512-/pWlTyvKC1d16iSMJCBAPwlmzoeXRs5Y9cqG+TpKd/YAW6Ke05FJg099v/Im2bkS9BgznNyNcAK1NxA1eQhSUw==',
  },
  {
    name: 'detect-libc',
    version: '2.1.2',
    integrity:
      'sha512-Btj2BOOO83o3WyH59e8MgXsxEQVcarkUOpEYrubB0urwnN10yQ364rsiByU11nZlqWYZm05i/of7io4mzihBtQ==',
  },
];

/** The native code, by `<platform>-<architecture>`, with `-musl` where the C library is that. */
const byPlatform: Readonly<Record<string, readonly PinnedPackage[]>> = {
  'linux-x64': [
    {
      name: '@duckdb/node-bindings-linux-x64',
      version: duckDb,
      integrity:
        'sha512-IXcrZJE6kEqM0Z4wwdVnGBHX/frOS33VPNAwDXQ/Q+Fs84b058Qe94chrCCIcNJlG8Y3UHIUU4eBeCQxW5mN1Q==',
    },
  ],
  'linux-x64-musl': [
    {
      name: '@duckdb/node-bindings-linux-x64-musl',
      version: duckDb,
      integrity:
        'sha512-PVzIEZqp7QN07WBgjmIH0cK2GKXR735KmL6wnghTzRnhHWrePxx3MjZB9zZHI8tB73wdF8luarBm4EgqSjGyVA==',
    },
  ],
};

/** Everything that a query needs on a platform; `undefined` where nothing is pinned for it. */
export function pinnedPackages(platform: string): readonly PinnedPackage[] | undefined {
  const native = byPlatform[platform];
  return native && [...everywhere, ...native];
}
