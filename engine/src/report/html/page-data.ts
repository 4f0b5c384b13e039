/** Everything a report page shows, as plain JSON: the page's script puts it on the screen as text. */
export interface PageData {
  readonly rows: readonly PageRow[];
  readonly head: PageHead;
}

/** What stands above the rows, and how they are laid out. */
export interface PageHead {
  /** One line: what this is and how it came out. */
  readonly title: string;
  readonly status: PageStatus;
  /** Label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Sentences that a reader must not miss. */
  readonly notes: readonly string[];
  readonly tables: readonly PageTable[];
  readonly chart: readonly ChartPoint[];
  /** Heading of the rows. */
  readonly rowsTitle: string;
  /** One per cell of a row. */
  readonly columns: readonly PageColumn[];
}

export type PageStatus = 'good' | 'warning' | 'bad' | 'neutral';

/** A value as it is shown, or a number to sort by and the text for it; `null` is unknown. */
export type PageCell = string | number | null | readonly [sortBy: number, text: string];

export interface PageColumn {
  readonly label: string;
  /** Right-aligned and sorted as numbers. */
  readonly isNumeric?: boolean;
  /** Left out on a narrow screen; the details repeat it. */
  readonly isMinor?: boolean;
}

/** A small table of the summary. */
export interface PageTable {
  readonly title: string;
  readonly columns: readonly PageColumn[];
  readonly rows: readonly { readonly cells: readonly PageCell[]; readonly status: PageStatus }[];
}

/** A case of the big table. */
export interface PageRow {
  /** Cells in the order of the columns; the first names the row. */
  readonly cells: readonly PageCell[];
  /** The word of the filter "outcome". */
  readonly outcome: string;
  readonly status: PageStatus;
  readonly suite: string;
  readonly tags: readonly string[];
  readonly checks: readonly PageCheck[];
  readonly details: readonly PageDetail[];
}

export interface PageCheck {
  readonly name: string;
  readonly status: PageStatus;
  /** `passed`, `0.72`, `2 of 3` …; on base and head `0.97 → 0.88`. */
  readonly text: string;
  /** 0..1; `null` when there is none. */
  readonly score: number | null;
}

/** One block of what opens below a row. */
export type PageDetail =
  | { readonly kind: 'list'; readonly title: string; readonly items: readonly string[] }
  | { readonly kind: 'text'; readonly title: string; readonly text: string }
  | {
      readonly kind: 'messages';
      readonly title: string;
      readonly messages: readonly (readonly [role: string, text: string])[];
    }
  | {
      readonly kind: 'sides';
      readonly title: string;
      readonly sides: readonly (readonly [title: string, text: string])[];
    }
  | {
      readonly kind: 'diff';
      readonly title: string;
      /** `words`: pieces of running text; `lines`: a line each. */
      readonly by: 'words' | 'lines';
      readonly pieces: readonly (readonly [mark: string, text: string])[];
    };

/** A mark in the picture of score against cost. */
export interface ChartPoint {
  readonly label: string;
  /** Points of one label with different series are joined. */
  readonly series: 'base' | 'head';
  /** US dollars per 1,000 calls at list price. */
  readonly cost: readonly [value: number, text: string];
  /** 0..1. */
  readonly score: readonly [value: number, text: string];
}
