/** A page and who looks at it. */
export interface ScreenPage {
  name: string;
  path: string;
  role?: "administrator" | "moderator" | "responder" | "association" | "resident";
  /** Shown in the docs, in all looks; the others are only compared, by daylight. */
  inDocs?: true;
  fullPage?: true;
  variant?: "elder" | "print";
}

interface ListedThread {
  id: number;
  url: string;
  kind: string;
  replyCount: number;
}

/** The pages of the docs, then a page of every other kind. */
export async function screenPages(origin: string): Promise<ScreenPage[]> {
  const { items } = (await (await fetch(`${origin}/api/v1/threads?limit=100`)).json()) as { items: ListedThread[] };
  const ofKind = (kind: string) => items.find((thread) => thread.kind === kind)!;
  const [busiest] = [...items].sort((one, other) => other.replyCount - one.replyCount || one.id - other.id);
  return [...inDocs(busiest!.url), ...forEveryone(ofKind), ...forStaff(busiest!.id), ...forAdministrators(ofKind("QUESTION").id)];
}

const inDocs = (thread: string): ScreenPage[] => [
  { name: "home", path: "/", inDocs: true },
  { name: "thread", path: thread, inDocs: true },
  { name: "quota", path: "/quota", inDocs: true, fullPage: true },
  { name: "board", path: "/towns/liuhe", inDocs: true },
  { name: "town-quota", path: "/towns/liuhe/quota", inDocs: true },
  { name: "new-activity", path: "/threads/new?kind=ACTIVITY", role: "association", inDocs: true },
  { name: "desk", path: "/desk", role: "administrator", inDocs: true },
  { name: "questions", path: "/questions", inDocs: true },
  { name: "admin", path: "/admin/towns", role: "administrator", inDocs: true },
];

const forEveryone = (ofKind: (kind: string) => ListedThread): ScreenPage[] => [
  { name: "home-elder", path: "/", variant: "elder" },
  { name: "home-whole", path: "/", fullPage: true },
  { name: "home-english", path: "/?lang=en" },
  { name: "threads", path: "/threads", fullPage: true },
  { name: "question", path: ofKind("QUESTION").url, fullPage: true },
  { name: "question-elder", path: ofKind("QUESTION").url, variant: "elder" },
  { name: "question-print", path: ofKind("QUESTION").url, variant: "print", fullPage: true },
  { name: "activity", path: ofKind("ACTIVITY").url, fullPage: true },
  { name: "hot-topic", path: ofKind("HOT_TOPIC").url, fullPage: true },
  { name: "history", path: `/threads/${ofKind("ACTIVITY").id}/history` },
  { name: "statistics", path: "/questions", fullPage: true },
  { name: "quota-print", path: "/quota", variant: "print", fullPage: true },
  { name: "quota-policies", path: "/quota/policies" },
  { name: "knowledge", path: "/knowledge" },
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-up", path: "/sign-up" },
  { name: "missing", path: "/no-such-page" },
];

const forStaff = (thread: number): ScreenPage[] => [
  { name: "thread-resident", path: `/threads/${thread}`, role: "resident", fullPage: true },
  { name: "new-question", path: "/threads/new?kind=QUESTION", role: "resident", fullPage: true },
  { name: "choose-kind", path: "/threads/new", role: "resident" },
  { name: "my-questions", path: "/me/questions", role: "resident", fullPage: true },
  { name: "account", path: "/account", role: "resident", fullPage: true },
  { name: "mail", path: "/account/mail", role: "association", fullPage: true },
  { name: "notifications", path: "/me/notifications", role: "association" },
  { name: "planner", path: "/planner", role: "association", fullPage: true },
  { name: "home-association", path: "/", role: "association" },
  { name: "desk-responder", path: "/desk", role: "responder", fullPage: true },
  { name: "answer-templates", path: "/desk/templates", role: "responder" },
  { name: "thread-moderator", path: `/threads/${thread}`, role: "moderator", fullPage: true },
  { name: "move-thread", path: `/threads/${thread}/move`, role: "moderator" },
  { name: "remove-thread", path: `/threads/${thread}/remove`, role: "moderator" },
];

const forAdministrators = (question: number): ScreenPage[] =>
  (
    [
      ["admin-home", "/admin"],
      ["question-handling", `/threads/${question}`],
      ["accounts", "/admin/accounts"],
      ["audit", "/admin/audit"],
      ["calendar", "/admin/calendar"],
      ["calendar-import", "/admin/calendar/import"],
      ["inspection", "/admin/inspection"],
      ["admin-mail", "/admin/mail"],
      ["offices", "/admin/offices"],
      ["overdue", "/admin/overdue"],
      ["close-month", "/admin/quota/2026-10/close"],
      ["exemptions", "/admin/quota/exemptions"],
      ["gaming", "/admin/quota/gaming"],
      ["months", "/admin/quota/months"],
      ["policies", "/admin/quota/policies"],
      ["targets", "/admin/quota/targets"],
      ["settings", "/admin/settings"],
      ["town-approvals", "/admin/towns/liuhe/approvals"],
      ["knowledge-review", "/knowledge/review"],
    ] as const
  ).map(([name, path]) => ({ name, path, role: "administrator", fullPage: true }));
