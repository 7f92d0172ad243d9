import { element } from "./element.ts";
import { requestSubmit } from "./request-submit.ts";
import { text } from "./texts.ts";

const news = document.querySelector<HTMLElement>("[data-handling-news]");
const messages = new Set<string>();

/** The forms with which the reader does something to the question; none where only others can. */
const stepForms = [...document.querySelectorAll<HTMLFormElement>("form[data-step-form]")];

/** What the page shows; nothing of it where it tells no news. */
export const versionsShown = () => ({ version: numberIn(news?.dataset.version), draftVersion: numberIn(news?.dataset.draftVersion) });

/** Says above the form what happened meanwhile, each thing once, with the way on. @param anew whether the page can be opened again */
export function showNews(message: string, anew = true): void {
  if (!news || messages.has(message)) return;
  messages.add(message);
  const list = element("div", { className: "handling-said" }, ...[...messages].map((each) => element("p", {}, each)));
  news.replaceChildren(element("div", { className: "notice notice-now" }, list, ...(anew ? [openAnew()] : [])));
}

function openAnew(): HTMLElement {
  const button = element("button", { type: "button", className: "button" }, text("handlingOpenAnew"));
  button.addEventListener("click", () => {
    const [form, ...others] = stepForms.filter((each) => touchedIn(each).length > 0);
    if (!form) return location.assign(news?.dataset.here ?? location.href);
    const submitter = element("button", { name: "anew", value: "1", formNoValidate: true, hidden: true });
    const more = others.flatMap(touchedIn).map(({ name, value }) => element("input", { type: "hidden", name, value }));
    form.append(...more, submitter); // the last one: Enter never chooses it
    requestSubmit(form, submitter);
    setTimeout(() => [...more, submitter].map((each) => each.remove()));
  });
  return button;
}

type Field = HTMLTextAreaElement | HTMLSelectElement | HTMLInputElement;

/** The fields in which something was typed or chosen. A form that came back holds it as if it had always stood there. */
function touchedIn(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((field): field is Field => {
    if (field instanceof HTMLTextAreaElement) return form.dataset.stepForm === "typed" || field.value !== field.defaultValue;
    if (field instanceof HTMLSelectElement)
      return [...field.options].some(({ selected, defaultSelected }) => selected && !defaultSelected && field.value !== "");
    if (!(field instanceof HTMLInputElement)) return false;
    if (field.type === "hidden") return false;
    return form.dataset.stepForm === "typed" || field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  });
}

const numberIn = (value: string | undefined): number | undefined => (value === undefined ? undefined : Number(value));
