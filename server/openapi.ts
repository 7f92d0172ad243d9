import { forumPaths } from "./openapi/forum.ts";

/** The operations that are not declared beside their handlers yet. */
export const described = {
  ...forumPaths,
};
