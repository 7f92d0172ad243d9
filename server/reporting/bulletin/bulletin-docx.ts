import type { FileChild, Table } from "docx";
import MarkdownIt from "markdown-it";
import type { BulletinText } from "./bulletin.ts";

type Docx = typeof import("docx");
type Tokens = ReturnType<MarkdownIt["parse"]>;
type Token = Tokens[number];

const markdown = new MarkdownIt({ html: false, breaks: true }).disable(["image"]);

/** Half-points and twentieths of a point, as official documents are set: title 22 pt, text 16 pt, two characters of indent. */
const SIZE = { title: 44, text: 32, table: 24 };
const INDENT = 640;
const SONG = { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: "SimSun" };
const FANG_SONG = { ...SONG, eastAsia: "FangSong" };
const HEI = { ...SONG, eastAsia: "SimHei" };
/** A4 with the margins of GB/T 9704 (in twentieths of a point): 37, 26, 35 and 28 mm. */
const PAGE = { size: { width: 11_906, height: 16_838 }, margin: { top: 2_098, right: 1_474, bottom: 1_984, left: 1_587 } };

/** The bulletin as a Word file, from its text as it was edited. */
export async function bulletinDocx({ title, body }: BulletinText): Promise<Buffer> {
  const docx = await import("docx"); // 20 MB that nothing else needs
  const heading = new docx.Paragraph({
    alignment: docx.AlignmentType.CENTER,
    spacing: { after: 400 },
    heading: docx.HeadingLevel.TITLE,
    children: [new docx.TextRun({ text: title, font: SONG, size: SIZE.title, bold: true })],
  });
  const document = new docx.Document({ title, sections: [{ properties: { page: PAGE }, children: [heading, ...blocks(docx, markdown.parse(body, {}))] }] });
  return docx.Packer.toBuffer(document);
}

/** Headings, paragraphs, list items and tables, in their order; anything else comes as paragraphs. */
function blocks(docx: Docx, tokens: Tokens): FileChild[] {
  const made: FileChild[] = [];
  let isItem = false;
  let isHeading = false;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.type === "table_open") {
      const end = tokens.findIndex((each, at) => at > index && each.type === "table_close");
      made.push(tableOf(docx, tokens.slice(index, end)));
      index = end;
    }
    if (token.type.startsWith("list_item_")) isItem = token.nesting === 1;
    if (token.type.startsWith("heading_")) isHeading = token.nesting === 1;
    if (token.type === "inline") made.push(paragraph(docx, token, { isItem, isHeading, isSalutation: made.length === 0 }));
    if (token.type === "fence" || token.type === "code_block") made.push(new docx.Paragraph({ text: token.content }));
  }
  return made;
}

interface Place {
  isItem: boolean;
  isHeading: boolean;
  /** The first paragraph says to whom it goes: not indented. */
  isSalutation: boolean;
}

function paragraph(docx: Docx, token: Token, { isItem, isHeading, isSalutation }: Place) {
  return new docx.Paragraph({
    children: runs(docx, token, { font: isHeading ? HEI : FANG_SONG, size: SIZE.text }),
    spacing: { line: 560, lineRule: "exact" },
    ...(isHeading && { heading: docx.HeadingLevel.HEADING_1, keepNext: true }),
    ...(isItem && { bullet: { level: 0 } }),
    ...(!isItem && !isSalutation && { indent: { firstLine: INDENT } }),
  });
}

function runs(docx: Docx, { children }: Token, look: { font: typeof SONG; size: number }) {
  let bold = false;
  return (children ?? []).flatMap(({ type, content, nesting }) => {
    if (type === "strong_open" || type === "strong_close") bold = nesting === 1;
    if (type === "softbreak" || type === "hardbreak") return [new docx.TextRun({ break: 1 })];
    return content === "" ? [] : [new docx.TextRun({ text: content, bold, color: "000000", ...look })];
  });
}

function tableOf(docx: Docx, tokens: Tokens): Table {
  const rows: Token[][] = [];
  for (const token of tokens) {
    if (token.type === "tr_open") rows.push([]);
    if (token.type === "inline") rows.at(-1)?.push(token);
  }
  const cell = (token: Token) =>
    new docx.TableCell({
      margins: { left: 80, right: 80 },
      children: [new docx.Paragraph({ alignment: docx.AlignmentType.CENTER, children: runs(docx, token, { font: FANG_SONG, size: SIZE.table }) })],
    });
  return new docx.Table({
    width: { size: 100, type: docx.WidthType.PERCENTAGE },
    rows: rows.map((cells, index) => new docx.TableRow({ tableHeader: index === 0, cantSplit: true, children: cells.map(cell) })),
  });
}
