/** What cannot be read as a request comes to no route: it is answered with a problem document all the same. */
import { type ServerOptions, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { unreadDocument } from "./problem-document.ts";

/**
 * A filter may hold a thousand values, and an address all that is asked: Node's 16 KB are too few, as much as a body may hold is enough.
 * Who names no host is told so by the guard.
 */
export const reading: ServerOptions = { maxHeaderSize: 1 << 20, requireHostHeader: false };

export const answerUnread = (error: Error & { readonly code: string }, socket: Socket): void => {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const document = unreadDocument(error.code);
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status]}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  if (socket.writable) socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.destroy(error);
};
