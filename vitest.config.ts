import { defineConfig } from 'vitest/config';

const unit = {
  name: 'unit',
  include: ['{schema,engine,cli,action}/src/**/*.test.ts'],
  isolate: false,
};
const journeys = {
  name: 'journeys',
  include: ['tests/**/*.test.ts'],
  exclude: ['tests/bot/**'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};
// PostgreSQL as WebAssembly: its code lives and dies with a process of its own.
const bot = {
  ...journeys,
  name: 'bot',
  include: ['tests/bot/**/*.test.ts', 'bot/src/**/*.test.ts'],
  exclude: [],
  pool: 'forks' as const,
  testTimeout: 180_000,
};

export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: 2,
    projects: [unit, journeys, bot].map((test) => ({ extends: true as const, test })),
  },
});
