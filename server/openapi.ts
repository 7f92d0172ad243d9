import { forumPaths } from "./openapi/forum.ts";
import { planningPaths } from "./openapi/planning.ts";

/** The operations that are not declared beside their handlers yet. */
export const described = {
  ...forumPaths,
  ...planningPaths,
};
