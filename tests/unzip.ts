import { inflateRawSync } from "node:zlib";

/** The text of one file inside a ZIP (a Word or Excel file is one), found through its central directory. @throws when there is none */
export function unzipped(archive: Buffer, name: string): string {
  const [ENTRY, STORED] = [0x02014b50, 0];
  for (let at = archive.indexOf("PK\x01\x02", 0, "latin1"); at >= 0 && archive.readUInt32LE(at) === ENTRY; ) {
    const [nameLength, extraLength, commentLength] = [archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32)];
    if (archive.toString("utf8", at + 46, at + 46 + nameLength) === name) {
      const local = archive.readUInt32LE(at + 42);
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
      return (archive.readUInt16LE(at + 10) === STORED ? packed : inflateRawSync(packed)).toString("utf8");
    }
    at += 46 + nameLength + extraLength + commentLength;
  }
  throw new Error(`${name} is not in the archive`);
}
