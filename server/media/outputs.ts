import { z } from "zod";
import { whole } from "../core/output-fields.ts";

/** A picture as pages show it and the API answers it. */
export const PictureJson = z
  .object({ id: whole, alt: z.string(), width: whole, height: whole, url: z.string(), small: z.string() })
  .meta({ id: "Picture", description: "WebP; `url` at most 1280 wide, `small` at most 480." });
export type PictureView = z.infer<typeof PictureJson>;
