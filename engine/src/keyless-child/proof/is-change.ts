import { isFlag, mapOf, oneOf, orAbsent } from '../../evaluate/results-file/shape.ts';
import { boundedList, isName } from './bounded-shape.ts';

/** One document that differs. */
export const isChange = mapOf({
  kind: oneOf('prompt', 'part', 'dataset', 'suite', 'project'),
  id: isName,
  file: isName,
  what: oneOf('added', 'removed', 'renamed', 'edited', 'affected'),
  from: orAbsent(mapOf({ id: isName, file: isName })),
  path: orAbsent(boundedList(isName)),
  isSemantic: isFlag,
});
