/** A part of a list. */
export interface Page {
  readonly items: readonly unknown[];
  /** The `Link` header; `undefined` when everything is on this page. */
  readonly link: string | undefined;
}

/**
 * The page of a list that a query asks for, with the links to its neighbours.
 * @param address the request's full address
 */
export function paginate(list: readonly unknown[], address: URL): Page {
  const size = Math.min(Math.max(Number(address.searchParams.get('per_page') ?? 30), 1), 100);
  const page = Math.max(Number(address.searchParams.get('page') ?? 1), 1);
  const last = Math.max(1, Math.ceil(list.length / size));
  const links = [
    ...(page > 1 ? [linkTo(address, Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [linkTo(address, page + 1, 'next'), linkTo(address, last, 'last')] : []),
    ...(page > 1 ? [linkTo(address, 1, 'first')] : []),
  ];
  const items = list.slice((page - 1) * size, page * size);
  return { items, link: links.length === 0 ? undefined : links.join(', ') };
}

function linkTo(address: URL, page: number, relation: string): string {
  const target = new URL(address);
  target.searchParams.set('page', String(page));
  return `<${target}>; rel="${relation}"`;
}
