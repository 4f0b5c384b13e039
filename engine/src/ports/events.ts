/**
 * What long work says while it runs. Progress bars, logs and the journal listen; nobody answers.
 * Names are noun-verb.
 */
export type GalleyEvent =
  | { type: 'library-opened'; label: string; documents: number }
  | { type: 'evaluation-planned'; side: 'base' | 'head'; suites: number; runs: number }
  | { type: 'case-started'; side: 'base' | 'head'; suite: string; caseId: string; repeat: number }
  | {
      type: 'case-finished';
      side: 'base' | 'head';
      suite: string;
      caseId: string;
      repeat: number;
      outcome: 'passed' | 'failed' | 'error' | 'not-executed';
    }
  | { type: 'request-retried'; model: string; attempt: number; waitMs: number; reason: string }
  | { type: 'note'; message: string };

/** Receives events; must not throw. */
export type EventSink = (event: GalleyEvent) => void;
