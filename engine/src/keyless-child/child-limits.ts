/** What one request to the keyless child may take; above it the child is killed. */
export interface ChildLimits {
  /** Milliseconds of the child's own time per request; waiting for files does not count. */
  readonly clockMs: number;
  /** Megabytes of V8's heap. */
  readonly heapMb: number;
  /** Megabytes of resident memory, heap included; watched where the system tells it (Linux). */
  readonly residentMb: number;
  /** Bytes of one message to the child: a request, or one batch of files. */
  readonly requestBytes: number;
  /** Bytes of all files that one request may ask for. */
  readonly fileBytes: number;
  /** Times that one request may ask for files. */
  readonly questions: number;
  /** Bytes of one message from the child. */
  readonly answerBytes: number;
  /** Milliseconds from the start of the process to its first word. */
  readonly startMs: number;
}

/** Enough for 10,000 documents and data files of some 10 MB. */
export const defaultChildLimits: ChildLimits = {
  clockMs: 20_000,
  heapMb: 512,
  residentMb: 1_024,
  requestBytes: 80 * 1024 * 1024,
  fileBytes: 1024 * 1024 * 1024,
  questions: 20_000,
  answerBytes: 64 * 1024 * 1024,
  startMs: 10_000,
};
