const perPage = 100;
/** GitHub takes 2,500 comments on a pull request, shows 3,000 files of it and keeps 1,000 runs of a check. */
const mostPages = 100;

/**
 * Every row of a list, all pages, in GitHub's order; ends at the first page that is not full.
 * @param readPage asks for one page
 */
export async function readAllPages<Row>(
  readPage: (page: { per_page: number; page: number }) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const found = await readPage({ per_page: perPage, page });
    rows.push(...found);
    if (found.length < perPage) break;
  }
  return rows;
}
