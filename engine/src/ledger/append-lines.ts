import type { FileHandle } from 'node:fs/promises';

/** Appends lines to a file; many at once become one write. */
export interface LineAppender {
  /** Resolves when the line has been handed to the system: it outlives this process. */
  append(line: string): Promise<void>;
  /** Writes what is waiting and closes the file. */
  close(): Promise<void>;
}

/** An appender over a file opened for appending, which it owns from now on. */
export function createLineAppender(file: Pick<FileHandle, 'appendFile' | 'close'>): LineAppender {
  let waiting: string[] = [];
  let nextWrite: Promise<void> | undefined;
  let lastWrite: Promise<void> = Promise.resolve();

  /** One write at a time; whatever came during the last one goes into the next. */
  async function writeAfter(before: Promise<void>): Promise<void> {
    await before;
    const text = `${waiting.join('\n')}\n`;
    waiting = [];
    nextWrite = undefined;
    await file.appendFile(text);
  }

  return {
    append(line) {
      waiting.push(line);
      if (!nextWrite) {
        nextWrite = writeAfter(lastWrite);
        lastWrite = nextWrite;
      }
      return nextWrite;
    },
    async close() {
      await lastWrite;
      await file.close();
    },
  };
}
