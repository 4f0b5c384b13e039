import type { OperationId } from '../openapi/wanted-operations.ts';
import { appOperations } from './apps.ts';
import { checkOperations } from './checks.ts';
import { contentOperations } from './contents.ts';
import { deliveryOperations } from './deliveries.ts';
import { gitOperations } from './git-database.ts';
import { issueOperations } from './issues.ts';
import type { OperationPlug } from './operation.ts';
import { peopleOperations } from './people.ts';
import { protectionOperations } from './protection.ts';
import { pullOperations } from './pulls.ts';
import { repositoryOperations } from './repositories.ts';
import { reviewOperations } from './reviews.ts';
import { serviceOperations } from './service.ts';
import { statusOperations } from './statuses.ts';

/** Every operation that the fake serves; a test keeps it equal with `wantedOperations`. */
export const operationPlugs: ReadonlyMap<OperationId, OperationPlug> = new Map(
  Object.entries({
    ...appOperations,
    ...checkOperations,
    ...contentOperations,
    ...deliveryOperations,
    ...gitOperations,
    ...issueOperations,
    ...peopleOperations,
    ...protectionOperations,
    ...pullOperations,
    ...repositoryOperations,
    ...reviewOperations,
    ...serviceOperations,
    ...statusOperations,
  }) as [OperationId, OperationPlug][],
);
