import { expect, it } from 'vitest';
import { healthRoutes } from './health-routes.ts';

const readMetrics = async () => ({ type: 'text/plain', body: 'galley_jobs_total 1\n' });
const routesWith = (checks: Parameters<typeof healthRoutes>[0]['checks']) =>
  healthRoutes({ checks, readMetrics });

it('is live whatever else is missing', async () => {
  const answer = await routesWith({ database: () => false })['/health/live']?.();
  expect(answer).toMatchObject({ status: 200, type: 'application/json' });
});

it('is ready when everything is there', async () => {
  const answer = await routesWith({ database: async () => true, queue: () => true })[
    '/health/ready'
  ]?.();
  expect(answer?.status).toBe(200);
  expect(JSON.parse(answer?.body ?? '')).toEqual({ isReady: true, missing: [] });
});

it('says what is missing, also when asking fails or never ends', async () => {
  const answer = await routesWith({
    database: () => Promise.reject(new Error('password of galley')),
    queue: () => true,
    github: () => new Promise<boolean>(() => undefined),
  })['/health/ready']?.();
  expect(answer?.status).toBe(503);
  expect(JSON.parse(answer?.body ?? '')).toEqual({
    isReady: false,
    missing: ['database', 'github'],
  });
});

it('gives the metrics as they are', async () => {
  expect(await routesWith({})['/metrics']?.()).toEqual({
    status: 200,
    type: 'text/plain',
    body: 'galley_jobs_total 1\n',
  });
});
