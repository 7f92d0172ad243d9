import { forumPaths } from "./openapi/forum.ts";
import { monitoringPaths } from "./openapi/monitoring.ts";
import { notificationPaths } from "./openapi/notifications.ts";
import { planningPaths } from "./openapi/planning.ts";
import { policyPaths } from "./openapi/policies.ts";
import { quotaPaths } from "./openapi/quota.ts";
import { townPaths } from "./openapi/towns.ts";

/** The operations that are not declared beside their handlers yet. */
export const described = {
  ...notificationPaths,
  ...townPaths,
  ...forumPaths,
  ...planningPaths,
  ...policyPaths,
  ...quotaPaths,
  ...monitoringPaths,
};
