import { askerPaths } from "./openapi/asker.ts";
import { feedbackPaths } from "./openapi/feedback.ts";
import { forumPaths } from "./openapi/forum.ts";
import { knowledgePaths } from "./openapi/knowledge.ts";
import { monitoringPaths } from "./openapi/monitoring.ts";
import { notificationPaths } from "./openapi/notifications.ts";
import { officePaths } from "./openapi/offices.ts";
import { planningPaths } from "./openapi/planning.ts";
import { policyPaths } from "./openapi/policies.ts";
import { quotaPaths } from "./openapi/quota.ts";
import { signOffPaths } from "./openapi/sign-off.ts";
import { statisticsPaths } from "./openapi/statistics.ts";
import { townPaths } from "./openapi/towns.ts";

/** The operations that are not declared beside their handlers yet. */
export const described = {
  ...notificationPaths,
  ...townPaths,
  ...forumPaths,
  ...feedbackPaths,
  ...askerPaths,
  ...knowledgePaths,
  ...signOffPaths,
  ...officePaths,
  ...statisticsPaths,
  ...planningPaths,
  ...policyPaths,
  ...quotaPaths,
  ...monitoringPaths,
};
