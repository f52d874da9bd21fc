// Reads the state of a deployed stack: the outputs of its containers, and waits until one is running.

import * as alien from "alien-sdk";

// What the platform would answer, one state after the other.
const answers = [
  state({ status: "provisioning" }),
  state({ status: "running", outputs: outputs(1) }),
  state({ status: "running", outputs: outputs(2) }),
];

function state(api: object): string {
  return JSON.stringify({
    platform: "aws",
    resourcePrefix: "shop-1",
    resources: { api: { type: "container", ...api } },
  });
}

function outputs(currentReplicas: number): object {
  return {
    name: "shop-1-api",
    status: currentReplicas < 2 ? "pending" : "running",
    currentReplicas,
    desiredReplicas: 2,
    internalDns: "api.shop-1.internal",
    url: "https://api.shop.example",
  };
}

const first = alien.StackState.parse(answers[0]);
console.log(first.container("api") ?? first.reason("api"));

const api = await alien.waitForContainer(() => answers.shift(), "api", {
  interval: 10,
  timeout: 5_000,
  onProgress: (_, missing) => console.log(missing),
});
console.log(`${api.name} runs ${api.currentReplicas} replicas at ${api.url}`);

// A broken output is a diagnostic with a path, and hides nothing else.
const { report } = alien.StackState.parse(
  state({ status: "running", outputs: { name: "api", currentReplicas: -1 } }),
);
for (const { path, message } of report.diagnostics) {
  console.log(`${path}: ${message}`);
}
