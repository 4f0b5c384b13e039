import { expect, it } from 'vitest';
import { createLineAppender } from './append-lines.ts';

/** A file in memory that remembers each write. */
function memoryFile() {
  const writes: string[] = [];
  return {
    writes,
    async appendFile(text: unknown) {
      await new Promise((resolve) => setImmediate(resolve));
      writes.push(String(text));
    },
    async close() {
      writes.push('closed');
    },
  };
}

it('writes 30,000 lines that come at once in a handful of writes, in order', async () => {
  const file = memoryFile();
  const lines = createLineAppender(file);
  const numbers = Array.from({ length: 30_000 }, (_, index) => String(index));
  await Promise.all(numbers.map((line) => lines.append(line)));
  expect(file.writes.join('').trimEnd().split('\n')).toEqual(numbers);
  expect(file.writes.length).toBeLessThan(5);
});

it('resolves an append only after its line is written', async () => {
  const file = memoryFile();
  const lines = createLineAppender(file);
  const early = lines.append('early');
  await new Promise((resolve) => setImmediate(resolve));
  const late = lines.append('late');
  await early;
  expect(file.writes).toEqual(['early\n']);
  await late;
  expect(file.writes).toEqual(['early\n', 'late\n']);
});

it('writes what is waiting before it closes', async () => {
  const file = memoryFile();
  const lines = createLineAppender(file);
  const appended = lines.append('last');
  await lines.close();
  await appended;
  expect(file.writes).toEqual(['last\n', 'closed']);
});

it('fails every append whose write failed, and the ones after it', async () => {
  const full = new Error('no space left on device');
  const lines = createLineAppender({
    appendFile: () => Promise.reject(full),
    close: () => Promise.resolve(),
  });
  await expect(lines.append('one')).rejects.toBe(full);
  await expect(lines.append('two')).rejects.toBe(full);
});
