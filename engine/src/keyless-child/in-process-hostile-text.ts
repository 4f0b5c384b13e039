import type { HostileText } from '../ports/hostile-text.ts';
import { answerRequest, plainJson } from './answer-request.ts';
import { type CarryRequest, hostileTextOver } from './hostile-text-over.ts';
import type { HostileAnswer } from './messages.ts';

/**
 * Reads hostile text in this process: for the command line, whose user runs it on their own files. The
 * limits are those of each room; there is no clock and no memory cap of its own.
 */
export function inProcessHostileText(): HostileText {
  const carry: CarryRequest = async (request, sources) => {
    const sent = plainJson(request) as typeof request;
    const answer = plainJson(await answerRequest(sent, sources));
    return answer as HostileAnswer<typeof request.operation>;
  };
  return hostileTextOver(carry, async () => undefined);
}
