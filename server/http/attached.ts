/** The header of a file that is saved: its name for people, and one for what knows ASCII only. Source: RFC 6266. */
export const attached = (fileName: string, plainName: string): string =>
  `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
