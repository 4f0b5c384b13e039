import { openLibrary } from '../library/open-library.ts';
import type { HostileRequest } from './messages.ts';
import { matchPattern } from './operations/match-pattern.ts';
import { readTableFile } from './operations/read-table-file.ts';
import { renderCases } from './operations/render-cases.ts';
import { runChecks } from './operations/run-checks.ts';
import { validateValues } from './operations/validate-values.ts';
import { plainLibrary } from './plain-library.ts';
import type { RequestSources } from './remote-sources.ts';

/**
 * Does what a request asks, in this process, and keeps nothing of it. The answer holds data only, but
 * may share it with the request: {@link plainJson} makes it plain.
 * @param sources where the request's files come from
 */
export async function answerRequest(
  request: HostileRequest,
  { tree, defaults }: RequestSources,
): Promise<unknown> {
  switch (request.operation) {
    case 'openLibrary':
      return plainLibrary(
        await openLibrary(tree, { ...(request.only && { only: request.only }), defaults }),
      );
    case 'renderCases':
      return renderCases(request);
    case 'readTable':
      return readTableFile(request, tree);
    case 'matchPattern':
      return matchPattern(request);
    case 'validateValues':
      return validateValues(request);
    case 'runChecks':
      return runChecks(request);
  }
}

/** A value as JSON carries it: own data only, nothing shared with the original. */
export function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
