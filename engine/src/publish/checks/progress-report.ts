import { messageText } from '../../report/markdown/escape-markdown.ts';
import { checkActions } from '../commands/check-actions.ts';
import type { CheckKey } from './check-names.ts';
import type { CheckReport } from './check-report.ts';
import { checkTitle } from './output-text.ts';

/** A check run whose work waits or is under way. */
export function startedReport(check: CheckKey, status: 'queued' | 'in_progress'): CheckReport {
  const title = status === 'queued' ? 'waiting for its turn' : 'at work';
  return { check, status, title, summary: `${title} …`, annotations: [], actions: [] };
}

/**
 * A check run whose work ended without a result: a newer push made it needless, somebody cancelled it,
 * or the process that did it is gone. It offers to run again.
 * @param why one plain sentence without a final period
 */
export function cancelledReport(check: CheckKey, why: string): CheckReport {
  const title = checkTitle(why);
  return {
    check,
    status: 'completed',
    conclusion: 'cancelled',
    title,
    summary: `${title}.`,
    annotations: [],
    actions: [checkActions.retry],
  };
}

/**
 * A check run whose work could not be done: what was to be read takes more than it is given, or is not
 * there. It blocks, and offers to run again.
 * @param why as an error says it, also of hostile text
 */
export function failedReport(check: CheckKey, why: string): CheckReport {
  return {
    check,
    status: 'completed',
    conclusion: 'failure',
    title: checkTitle(why),
    summary: messageText(why),
    annotations: [],
    actions: [checkActions.retry],
  };
}
