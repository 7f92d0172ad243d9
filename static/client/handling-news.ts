import { make } from "./make.ts";
import { text } from "./texts.ts";

const news = document.querySelector<HTMLElement>("[data-handling-news]");
const told = new Set<string>();

/** The form of the step that the page is for; null where there is none. */
export const stepForm = document.querySelector<HTMLFormElement>("form[data-step-form]");

/** What the form was opened on. */
export const versionsShown = () => ({ version: numberIn("version"), draftVersion: numberIn("draftVersion") });

/** Says above the form what happened meanwhile, each thing once, with the way on. @param anew whether the page can be opened again */
export function tell(sentence: string, anew = true): void {
  if (!news || told.has(sentence)) return;
  told.add(sentence);
  const said = make("div", { className: "handling-said" }, ...[...told].map((each) => make("p", {}, each)));
  news.replaceChildren(make("div", { className: "notice notice-now" }, said, ...(anew ? [openAnew()] : [])));
}

function openAnew(): HTMLElement {
  const button = make("button", { type: "button", className: "button" }, text("handlingOpenAnew"));
  button.addEventListener("click", () => {
    if (!stepForm || !isTouched(stepForm)) return location.assign(location.href.replace(/#.*/, "")); // with its fragment it would only scroll
    const submitter = make("button", { name: "anew", value: "1", formNoValidate: true, hidden: true });
    stepForm.append(submitter); // the last one: Enter never chooses it
    stepForm.requestSubmit(submitter);
    setTimeout(() => submitter.remove());
  });
  return button;
}

/** A form that came back holds what was typed as if it had always stood there. */
function isTouched(form: HTMLFormElement): boolean {
  if (form.dataset.stepForm === "typed") return true;
  return [...form.elements].some((field) => {
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (field instanceof HTMLSelectElement)
      return [...field.options].some(({ selected, defaultSelected }) => selected && !defaultSelected && field.value !== "");
    return field instanceof HTMLInputElement && (field.value !== field.defaultValue || field.checked !== field.defaultChecked);
  });
}

const numberIn = (name: string): number | undefined => {
  const value = stepForm?.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value;
  return value === undefined ? undefined : Number(value);
};
