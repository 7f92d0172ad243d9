/** What the page says of itself and of its reader. */
const { account = "", role = "", locale = "zh-CN", base = "", socketPath = "" } = document.body.dataset;

export const page = { account, role, locale, base: base.replace(/\/$/, ""), socketPath };

/** The form token of this session, for what a script sends. */
export const csrfToken = (): string => document.querySelector<HTMLInputElement>('input[name="_csrf"][value]:not([value=""])')?.value ?? "";
