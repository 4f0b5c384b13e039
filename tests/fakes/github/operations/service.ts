import type { OperationPlugs } from './operation.ts';

/** What GitHub says about itself. */
export const serviceOperations: OperationPlugs = {
  'meta/get': {
    caller: 'anyone',
    run: () => ({
      status: 200,
      body: { verifiable_password_authentication: false, installed_version: '3.19.0' },
    }),
  },
  'rate-limit/get': {
    caller: 'anyone',
    run: ({ rate }) => ({ status: 200, body: { resources: { core: rate, search: rate }, rate } }),
  },
};
