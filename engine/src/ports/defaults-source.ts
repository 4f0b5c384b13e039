/** Where the galley.yaml comes from that another one extends. */
export interface DefaultsSource {
  /** What holds where galley.yaml has no `extends`: `acme/galley-defaults@<commit>`. */
  readonly unsaid?: string | undefined;
  /**
   * The bytes of that repository's galley.yaml at that commit; `undefined` when it cannot be had.
   * @param reference `acme/galley-defaults@<commit>`
   */
  read(reference: string): Promise<Uint8Array | undefined>;
}
