/** Reads a chosen file into the text field, where it can be looked at before it is sent; without scripts its text is pasted. */
const form = document.querySelector<HTMLFormElement>("[data-calendar-import]");
const place = form?.querySelector<HTMLElement>("[data-file]");
const input = place?.querySelector<HTMLInputElement>('input[type="file"]');
const text = form?.querySelector<HTMLTextAreaElement>('textarea[name="text"]');

if (place && input && text) {
  place.hidden = false;
  input.addEventListener("change", async () => {
    const [file] = input.files ?? [];
    if (file) text.value = await file.text();
  });
}

export {};
