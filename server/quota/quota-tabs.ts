import { url } from "../core/urls.ts";

const TABS = [
  ["monitoring", "monitoring.title", "/admin/quota"],
  ["policies", "policy.title"],
  ["targets", "policy.targets"],
  ["exemptions", "policy.exemptions"],
  ["months", "monthClose.title"],
  ["inspection", "inspection.title", "/admin/inspection"],
  ["gaming", "gaming.title"],
] as const;

/** The administrators' pages of the quota, for the tabs above each of them. */
export const quotaTabs = ({ t }: { t: (key: string) => string }, current: string): { url: string; current: boolean; text: string }[] =>
  TABS.map(([name, text, path]) => ({ url: url(path ?? `/admin/quota/${name}`), current: name === current, text: t(text) }));
