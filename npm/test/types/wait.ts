import * as alien from "alien-sdk";

declare const state: alien.StackState;

// A source is a function of states in any form, or an iterable of them.
export const sources: alien.StateSource[] = [
  () => "{}",
  async () => state,
  (signal) => fetch("https://platform.example/state", { signal }),
  async function* () {
    yield new Uint8Array(2);
  },
  [state, "{}", { platform: "aws" }],
  (function* () {
    yield Promise.resolve(state);
  })(),
  (async function* () {
    yield new Response("{}");
  })(),
];
declare const source: alien.StateSource;

export async function urls(): Promise<(string | undefined)[]> {
  const containers = await alien.waitForStack(source, {
    containers: ["api", "web"],
  });
  // @ts-expect-error: not one of the containers
  console.log(containers.cron);
  return [containers.api.url, containers.web.url];
}
export async function outputs(): Promise<alien.ContainerOutputs[]> {
  return Object.values(await alien.waitForStack(source));
}
export const options: alien.StackWaitOptions = {
  until: ({ status }) => status === "running",
  onProgress: async (last, missing) => console.log(last.ids, missing),
  retries: 5,
  allowFailed: true,
};

declare const error: unknown;
if (error instanceof alien.WaitError) {
  const code: alien.WaitErrorCode = error.code;
  console.log(code === "timeout", error.missing.length, error.state?.ids);
  // @ts-expect-error: no such code
  console.log(error.code === "timed-out");
}

// @ts-expect-error: a text is no source
alien.waitForContainer("{}", "api");
// @ts-expect-error: one state is no source
alien.waitForContainer(state, "api");
