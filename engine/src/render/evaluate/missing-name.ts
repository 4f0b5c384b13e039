import { nearestName } from '../../matching/nearest.ts';
import { undefinedName } from '../values/undefined.ts';
import type { PyUndefined } from '../values/value.ts';
import type { Scope } from './scope.ts';

/** The undefined value of a name that the scope does not have; the hint is looked up when it is shown. */
export function missingName(name: string, scope: Scope): PyUndefined {
  const value = undefinedName(name);
  Object.defineProperty(value, 'hint', {
    get: () => {
      const nearest = nearestName(name, scope.names());
      return nearest === undefined ? undefined : `did you mean '${nearest}'?`;
    },
  });
  return value;
}
