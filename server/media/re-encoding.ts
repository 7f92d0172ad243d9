import type { Sharp, SharpOptions } from "sharp";
import { WIDTHS, type Width } from "./picture-files.ts";

/** A picture in the form in which it is kept: WebP, upright, without anything that the camera wrote beside it. */
export interface ReEncoded {
  files: Record<Width, Buffer>;
  /** Of the larger one. */
  width: number;
  height: number;
}

/** Why a file is not taken; also the key of the text that explains it. */
export class NoPicture extends Error {
  constructor(readonly key: "notAPicture" | "tooManyPixels") {
    super(key);
  }
}

const TAKEN = new Set(["image/jpeg", "image/png", "image/webp"]);
const LOADERS = ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"];
const OPTIONS: SharpOptions = { limitInputPixels: 40e6, failOn: "error", pages: 1, sequentialRead: true };
const TIME_OUT = { seconds: 15 };
const TALLEST = 2560;
const [SMALL, LARGE] = WIDTHS;

let decoder: Promise<(bytes: Buffer) => Sharp> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Decodes and encodes a picture anew, so that nothing of the file itself reaches a reader. One at a time, in libvips' own threads.
 * @throws NoPicture for what is not a whole JPEG, PNG or WebP of at most 40 million pixels
 */
export function reEncoded(bytes: Buffer): Promise<ReEncoded> {
  const next = last.then(() => encode(bytes));
  last = next.catch(() => {});
  return next;
}

async function encode(bytes: Buffer): Promise<ReEncoded> {
  const { fileTypeFromBuffer } = await import("file-type");
  if (!TAKEN.has((await fileTypeFromBuffer(bytes))?.mime ?? "")) throw new NoPicture("notAPicture");
  decoder ??= loadDecoder();
  const open = await decoder;
  try {
    const upright = open(bytes).autoOrient().resize({ width: LARGE, height: TALLEST, fit: "inside", withoutEnlargement: true });
    const large = await upright.webp({ quality: 80 }).timeout(TIME_OUT).toBuffer({ resolveWithObject: true });
    const small = await open(large.data).resize({ width: SMALL, withoutEnlargement: true }).webp({ quality: 76 }).timeout(TIME_OUT).toBuffer();
    return { files: { [SMALL]: small, [LARGE]: large.data }, width: large.info.width, height: large.info.height };
  } catch (error) {
    throw new NoPicture(/pixel limit|exceeds/i.test((error as Error).message) ? "tooManyPixels" : "notAPicture");
  }
}

/** Loaded when the first picture comes: memory at rest matters. Every other decoder of libvips is shut. */
async function loadDecoder(): Promise<(bytes: Buffer) => Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: LOADERS });
  return (bytes) => sharp(bytes, OPTIONS);
}

/** The size of a picture that is kept. */
export async function sizeOf(bytes: Buffer): Promise<{ width: number; height: number }> {
  decoder ??= loadDecoder();
  const { width, height } = await (await decoder)(bytes).metadata();
  return { width, height };
}
