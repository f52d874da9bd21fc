// A three-tier stack: a web server, an API and a database, what they need, and what changes when it grows.

import * as alien from "alien-sdk";

const uploads = new alien.Storage("uploads");
const keys = new alien.Vault("keys");

const database = new alien.Container("database")
  .code({ type: "image", image: "postgres:17.2" })
  .cpu(2)
  .memory("4Gi")
  .port(5432)
  .replicas(1)
  .persistentStorage("100Gi")
  .permissions("execution")
  .build();

const api = new alien.Container("api")
  .code({ type: "image", image: "ghcr.io/acme/api:v1" })
  .cpu(1)
  .memory("1Gi")
  .port(8080)
  .autoScale({ min: 2, desired: 2, max: 10, targetCpuPercent: 70 })
  .link(database)
  .link(uploads)
  .link(keys)
  .permissions("execution");

const web = new alien.Container("web")
  .code({ type: "image", image: "ghcr.io/acme/web:v1" })
  .cpu(0.5)
  .memory("512Mi")
  .port(3000)
  .expose("http")
  .link(api)
  .permissions("execution");

const stack = new alien.Stack("shop")
  .permissions({ profiles: { execution: {} } })
  .add(uploads, "frozen")
  .add(keys, "frozen")
  .add(database, "live")
  .add(api, "live", { dependencies: [keys] })
  .add(web, "live")
  .build();

console.log(JSON.stringify(stack, null, 2));

// The next release: a larger database, one more secret, and smaller storage, which the platform refuses.
const next = alien.Stack.from(stack)
  .add(
    alien.Container.from(database)
      .memory("8Gi")
      .persistentStorage("50Gi")
      .environment({ POSTGRES_USER: "shop" }),
    "live",
  )
  .add(new alien.Queue("jobs"), "frozen")
  .build();

console.log("\nwhat the next release changes:");
console.log(alien.diff(stack, next).text);
