/** A client of a language server, over standard input and output. */

import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * @typedef {object} Message
 * @property {number} [id]
 * @property {string} [method]
 * @property {any} [params]
 * @property {any} [result]
 */

export class Client {
  #process;
  #received = Buffer.alloc(0);
  #id = 0;
  /** @type {((message: Message) => boolean)[]} */
  #waiting = [];

  /** @type {Record<string, object>} */
  #settings;

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {Record<string, object>} settings What the server gets when it asks for a section of its settings.
   */
  constructor(command, args, settings) {
    this.#settings = settings;
    this.#process = spawn(command, args, {
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#process.stdout.on("data", (data) => this.#receive(data));
  }

  /** @param {Message} message */
  #send(message) {
    const content = JSON.stringify({ jsonrpc: "2.0", ...message });
    const length = Buffer.byteLength(content);
    this.#process.stdin.write(`Content-Length: ${length}\r\n\r\n${content}`);
  }

  /** @param {Buffer} data */
  #receive(data) {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const end = this.#received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const header = this.#received.toString("latin1", 0, end);
      const length = Number(/Content-Length: (\d+)/i.exec(header)?.[1]);
      const start = end + 4;
      if (this.#received.length < start + length) return;
      const content = this.#received.toString("utf8", start, start + length);
      this.#received = this.#received.subarray(start + length);
      this.#handle(JSON.parse(content));
    }
  }

  /** @param {Message} message */
  #handle(message) {
    this.#waiting = this.#waiting.filter((isDone) => !isDone(message));
    const { id, method, params } = message;
    if (id === undefined || method === undefined) return;
    const isQuestion = method === "workspace/configuration";
    const result = isQuestion
      ? params.items.map(
          (/** @type {{ section: string }} */ { section }) =>
            this.#settings[section] ?? null,
        )
      : null;
    this.#send({ id, result });
  }

  /**
   * Waits for a message.
   *
   * @param {(message: Message) => boolean} isWanted
   * @returns {Promise<Message>}
   */
  wait(isWanted) {
    return new Promise((resolve) => {
      this.#waiting.push((message) => {
        const isFound = isWanted(message);
        if (isFound) resolve(message);
        return isFound;
      });
    });
  }

  /** @param {string} method @param {object} params */
  notify(method, params) {
    this.#send({ method, params });
  }

  /** @param {string} method @param {object | null} params */
  async request(method, params) {
    const id = ++this.#id;
    const answer = this.wait((message) => message.id === id && !message.method);
    this.#send({ id, method, ...(params && { params }) });
    return (await answer).result;
  }

  async stop() {
    const exit = once(this.#process, "exit");
    await this.request("shutdown", null);
    this.notify("exit", {});
    await exit;
  }
}
