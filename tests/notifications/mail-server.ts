import { createServer, type Socket } from "node:net";

export interface MailServer {
  port: number;
  /** What was taken, as it came. */
  taken: string[];
  close(): Promise<void>;
}

/** The least of a mail server. @param refuse answers a recipient with an error when it says so */
export async function mailServer(refuse: (recipient: string) => string | null): Promise<MailServer> {
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let [text, data] = ["", false];
    socket.write("220 test\r\n");
    socket.on("error", () => undefined);
    socket.on("data", (part) => {
      text += part.toString("utf8");
      for (let end = text.indexOf(data ? "\r\n.\r\n" : "\r\n"); end >= 0; end = text.indexOf(data ? "\r\n.\r\n" : "\r\n")) {
        const said = text.slice(0, end);
        text = text.slice(end + (data ? 5 : 2));
        if (data) taken.push(said);
        const wasData = data;
        data = !data && /^DATA/i.test(said);
        const refusal = !wasData && /^RCPT/i.test(said) ? refuse(said) : null;
        socket.write(refusal ?? (data ? "354 go on\r\n" : "250 ok\r\n"));
        if (!wasData && /^QUIT/i.test(said)) socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as { port: number }).port,
    taken,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
