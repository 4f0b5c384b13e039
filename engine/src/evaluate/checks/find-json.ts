import type { JsonValue } from '../../library/nodes.ts';
import { JsonSyntaxError, type ParsedJson, parseJson } from '../../tables/parse-json.ts';

/** UTF-16 units of a text that are looked at. */
const longestSearched = 200_000;
/** UTF-16 units that are read twice or more often in vain, before the search ends. */
const mostReadInVain = 500_000;
/** What any attempt costs at least, in the same units. */
const costOfTrying = 20;

/**
 * JSON maps and lists that a text holds, in the order in which they begin, whatever words or fences
 * surround them. Behind one that was found the search goes on, so that parts of it are none of their
 * own. Work is bounded: what starts like JSON and is none costs its length, and such costs are counted.
 * Returns whether the whole text was searched.
 */
export function* findJson(text: string): Generator<JsonValue, boolean> {
  const searched = text.slice(0, longestSearched);
  const brackets = /[[{]/g;
  let inVain = 0;
  for (let open = brackets.exec(searched); open !== null; open = brackets.exec(searched)) {
    const found = tryParse(searched, open.index);
    if (typeof found === 'number') {
      inVain += found - open.index + costOfTrying;
      if (inVain > mostReadInVain) return false;
    } else {
      yield found.value;
      brackets.lastIndex = found.end;
    }
  }
  return searched.length === text.length;
}

/** The value that starts there, or how far it looked like one. */
function tryParse(text: string, start: number): ParsedJson | number {
  try {
    return parseJson(text, start);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.offset;
    throw error;
  }
}
