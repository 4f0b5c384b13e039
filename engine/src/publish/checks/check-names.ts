/**
 * The check runs of a commit. Names are fixed for ever: rules of repositories name them. Only the gate
 * may be required; it is there also when nothing changed.
 */
export const checkNames = {
  gate: 'galley / gate',
  validate: 'galley / validate',
  render: 'galley / render',
  evaluate: 'galley / evaluate',
} as const;

export type CheckKey = keyof typeof checkNames;
