/** Whether an input method is still at work: its Enter chooses a word. Safari says so only by the key code 229. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
