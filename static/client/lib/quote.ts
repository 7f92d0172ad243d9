/** Puts what is marked in the post, else the whole of it, as a Markdown quotation at the caret. */
export function quote(field: HTMLTextAreaElement, post: HTMLElement): void {
  const body = post.querySelector<HTMLElement>(".post-body");
  const before = field.value.slice(0, field.selectionStart);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const lines = (markedIn(body) || wholeOf(body)).split(/\n+/);
  const quotation = lines.map((line) => `> ${line}`).join("\n>\n");
  field.setRangeText(`${gap}${quotation}\n\n`, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function markedIn(body: HTMLElement | null): string {
  const selection = getSelection();
  const isInside = body?.contains(selection?.anchorNode ?? null) && body.contains(selection?.focusNode ?? null);
  return isInside ? (selection?.toString().trim() ?? "") : "";
}

const wholeOf = (body: HTMLElement | null): string => [...(body?.children ?? [])].map((block) => block.textContent?.trim() ?? "").join("\n");
