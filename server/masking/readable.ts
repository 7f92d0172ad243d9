/** A text as people read its numbers: full-width signs as plain ones, every kind of space and dash the same, nothing invisible. */
export interface Readable {
  text: string;
  /** Where each of its characters stands in the text as written. */
  at: number[];
}

const INVISIBLE = /\p{Cf}|\uFE0F/u;
const SPACE = /[\u00A0\u2000-\u200A\u202F\u3000]/;
const DASH = /[\u2010-\u2015\u2212\uFE58\uFE63]/;
const FULL_WIDTH = { first: 0xff01, last: 0xff5e, distance: 0xfee0 };

/** Numbers in addresses of pages name things, not people. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s()[\]<>"',|\u0080-\uFFFF]+/gi;

/** Reads a text for its numbers. Pure. */
export function readable(written: string): Readable {
  const at: number[] = [];
  let text = "";
  for (let index = 0; index < written.length; index++) {
    const sign = plain(written[index]!);
    if (sign === "") continue;
    text += sign;
    at.push(index);
  }
  return { text: text.replace(ADDRESS, (address) => address.replace(/\d/g, "_")), at };
}

function plain(sign: string): string {
  const code = sign.charCodeAt(0);
  if (code < 0x80) return sign;
  if (code >= FULL_WIDTH.first && code <= FULL_WIDTH.last) return String.fromCharCode(code - FULL_WIDTH.distance);
  if (SPACE.test(sign)) return " ";
  if (DASH.test(sign)) return "-";
  return INVISIBLE.test(sign) ? "" : sign;
}
