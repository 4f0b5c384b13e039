/** Text, or pieces of text in which `{repeat, times}` stands for a long run. */
export type HostileText = string | (string | { repeat: string; times: number })[];

/** One attempt against the renderer, and what must become of it. */
export interface HostileCase {
  name: string;
  template: HostileText;
  templates?: Record<string, HostileText>;
  data?: Record<string, unknown>;
  dialect?: 'jinja2' | 'dakora';
  /** The whole output, when the attempt is plain text in the end. */
  text?: string;
  /** UTF-16 units of a long output. */
  chars?: number;
  /** Code of the refusal otherwise. */
  error?: string;
  /** The budget that a refusal `template-limit` names. */
  budget?: string;
}

/** What one attempt gave. */
export interface HostileResult {
  file: string;
  name: string;
  /** Milliseconds of CPU, so that a busy machine does not change it. */
  ms: number;
  text?: string;
  error?: string;
  message?: string;
  budget?: string;
}

/** The text of a case, runs written out. */
export function textOf(text: HostileText): string {
  if (typeof text === 'string') return text;
  return text
    .map((piece) => (typeof piece === 'string' ? piece : piece.repeat.repeat(piece.times)))
    .join('');
}
