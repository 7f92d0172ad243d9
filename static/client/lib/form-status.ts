import { announceNow } from "./announce.ts";
import { setAria } from "./aria.ts";
import { element } from "./element.ts";
import { text } from "./texts.ts";

/** Says under a form how its sending goes; the button, which has the focus, tries again. */
export function formStatus(form: HTMLFormElement) {
  const line = element("p", { className: "form-status", hidden: true });
  const buttons = form.querySelectorAll<HTMLButtonElement>("button:not([type=button])");
  const label = buttons[0]?.textContent ?? "";
  form.append(line);
  return {
    busy(isBusy: boolean) {
      setAria(form, { busy: String(isBusy) });
      for (const button of buttons) setAria(button, { disabled: String(isBusy) }); // not `disabled`: that would lose the focus
      if (buttons[0]) buttons[0].textContent = isBusy ? text("sending") : label;
    },
    failed(message: string) {
      line.textContent = message;
      line.hidden = false;
      announceNow(message);
    },
    clear() {
      line.hidden = true;
    },
  };
}
