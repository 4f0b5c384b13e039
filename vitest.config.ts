import { defineConfig } from 'vitest/config';

const unit = {
  name: 'unit',
  include: ['{schema,engine,cli,bot,action}/src/**/*.test.ts'],
  isolate: false,
};
const journeys = {
  name: 'journeys',
  include: ['tests/**/*.test.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    pool: 'threads',
    maxWorkers: 2,
    projects: [unit, journeys].map((test) => ({ extends: true as const, test })),
  },
});
