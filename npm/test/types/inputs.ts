// Objects that a program passes. Keys with defaults may be absent, and optional keys may be undefined, also with the
// compiler option `exactOptionalPropertyTypes`.

import * as alien from "alien-sdk";

declare const percent: number | undefined;
declare const text: string | undefined;
declare const flag: boolean | undefined;
declare const controller: AbortController | undefined;
const container = new alien.Container("api");

container.autoScale({ min: 1, desired: 1, max: 2, targetCpuPercent: percent });
container.healthCheck({ path: text, port: percent, method: text });
container.persistentStorage("10Gi", { mountPath: text });
container.code({
  type: "source",
  src: ".",
  toolchain: { type: "docker", dockerfile: text, buildArgs: undefined },
});
new alien.Stack("shop").add(container, "live", { dependencies: undefined });
const report = alien.validate("{}", {
  kind: undefined,
  syntax: undefined,
  name: text,
  limits: { depth: percent },
});
alien.applyFixes("{}", { unsafe: flag, syntax: "yaml" });
alien.render(report, { text, name: text, color: flag, format: undefined });
alien.waitForStack([], {
  containers: undefined,
  timeout: percent,
  until: undefined,
  signal: controller?.signal,
});
// @ts-expect-error: a variable may not be undefined
container.environment({ A: text });
// @ts-expect-error: a required key
container.autoScale({ min: percent, desired: 1, max: 2 });

// Declarations written by hand.
const api: alien.ContainerDeclaration = {
  id: "api",
  code: { type: "image", image: "acme/api:v1" },
  cpu: { min: "1", desired: "1" },
  memory: { min: "1Gi", desired: "1Gi" },
  ports: [{ port: 8080, expose: undefined }],
  permissions: "execution",
  persistentStorage: { size: "10Gi" },
  healthCheck: { path: "/" },
  replicas: percent,
};
const shop: alien.StackDeclaration = {
  $schema: "./stack.schema.json",
  id: "shop",
  resources: {
    api: { config: { ...api, type: "container" }, lifecycle: "live" },
    built: { config: container.build().config, lifecycle: "live" },
    uploads: {
      config: { type: "storage", id: "uploads" },
      lifecycle: "frozen",
    },
  },
};
const same: alien.StackDeclaration = new alien.Stack("shop").build().config;
// @ts-expect-error: no ID
const nameless: alien.StackDeclaration = { resources: {} };
const wrong: alien.ContainerDeclaration = {
  ...api,
  // @ts-expect-error: no such key
  replica: 2,
};
alien.validate(shop);
console.log(same, nameless, wrong);
