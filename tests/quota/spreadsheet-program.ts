import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initSync, Model } from "@ironcalc/wasm";
import type { Cell, Worksheet } from "exceljs";

initSync({ module: readFileSync(createRequire(import.meta.url).resolve("@ironcalc/wasm/wasm_bg.wasm")) });

/** All digits of a number or percentage instead of those that its column shows. */
const EXACT = "0.###############";

/** What a spreadsheet program shows in every row of every sheet when it computes the formulas itself. */
export function computedSheets(sheets: readonly Worksheet[]): string[][][] {
  const model = new Model("report", "en", "UTC", "en");
  model.pauseEvaluation(); // else every cell that is typed computes the whole book
  for (const [index, { name }] of sheets.entries()) {
    if (index > 0) model.newSheet();
    model.renameSheet(index, name);
  }
  for (const [index, sheet] of sheets.entries())
    eachCell(sheet, (row, column, cell) => {
      model.setUserInput(index, row, column, typedAs(cell));
      const format = cell.numFmt?.endsWith("%") ? `${EXACT}%` : EXACT;
      model.updateRangeStyle({ sheet: index, row, column, width: 1, height: 1 }, "num_fmt", format);
    });
  model.resumeEvaluation();
  model.evaluate();
  return sheets.map((sheet, index) => {
    const rows = Array.from({ length: sheet.rowCount }, () => Array<string>(sheet.columnCount).fill(""));
    eachCell(sheet, (row, column) => {
      rows[row - 1]![column - 1] = withoutBarePoint(model.getFormattedCellValue(index, row, column));
    });
    return rows;
  });
}

/** What is typed for a cell to hold what it holds: after an apostrophe a text stays one, also "=1+1". */
function typedAs(cell: Cell): string {
  if (cell.formula) return `=${cell.formula}`;
  return typeof cell.value === "string" ? `'${cell.value}` : cell.text;
}

/** "13" for a whole number that the exact format writes as "13.". */
const withoutBarePoint = (text: string): string => text.replace(/^(-?\d+)\.(%?)$/, "$1$2");

function eachCell(sheet: Worksheet, look: (row: number, column: number, cell: Cell) => void): void {
  sheet.eachRow((row, number) => row.eachCell((cell, column) => look(number, column, cell)));
}
