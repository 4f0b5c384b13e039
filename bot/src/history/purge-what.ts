/** What `galley-bot purge` takes away. */
export type PurgeWhat =
  | { readonly kind: 'before'; readonly date: Date }
  | { readonly kind: 'run'; readonly id: string }
  | { readonly kind: 'actor'; readonly login: string }
  | { readonly kind: 'all' };
