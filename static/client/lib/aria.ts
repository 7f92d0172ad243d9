/** Sets `role` and aria-* attributes. Firefox before 119 does not reflect their properties. */
export function setAria<Kind extends Element>(element: Kind, attributes: Record<string, string>): Kind {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name === "role" ? name : `aria-${name}`, value);
  return element;
}
