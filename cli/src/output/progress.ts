import type { EventSink, GalleyEvent } from '@galley/engine/ports';
import type { Door } from '../door.ts';
import { outputLine } from './output-line.ts';

/** One line on standard error that tells how far the work is. */
export interface Progress {
  readonly onEvent: EventSink;
  /** Removes the line, so that other text can follow. */
  clear(): void;
}

const frameMs = 100;

/** Progress on a terminal; silent, but for notes, where standard error is no terminal. */
export function createProgress(
  door: Pick<Door, 'stderr' | 'clock'>,
  options: { readonly isQuiet: boolean },
): Progress {
  let planned = 0;
  let finished = 0;
  let failed = 0;
  let shownAtMs = Number.NEGATIVE_INFINITY;
  let isShown = false;
  const isLive = door.stderr.isTerminal && !options.isQuiet;

  function clear(): void {
    if (isShown) door.stderr.write('\r\u001b[2K');
    isShown = false;
  }
  function show(text: string): void {
    const nowMs = door.clock.elapsedMs();
    if (!isLive || nowMs - shownAtMs < frameMs) return;
    shownAtMs = nowMs;
    clear();
    door.stderr.write(outputLine(text).slice(0, Math.max(10, door.stderr.columns - 1)));
    isShown = true;
  }
  function note(message: string): void {
    if (options.isQuiet) return;
    clear();
    door.stderr.write(`galley: ${outputLine(message)}\n`);
  }
  return {
    clear,
    onEvent(event: GalleyEvent) {
      if (event.type === 'evaluation-planned') planned += event.runs;
      else if (event.type === 'case-finished') {
        finished += 1;
        if (event.outcome === 'failed' || event.outcome === 'error') failed += 1;
        show(`${finished}/${Math.max(planned, finished)} runs, ${failed} failed · ${event.suite}`);
      } else if (event.type === 'request-retried') {
        show(`${event.model}: attempt ${event.attempt} failed (${event.reason}), waiting`);
      } else if (event.type === 'note') note(event.message);
    },
  };
}
