/** Tests the schemas with the types of the Standard Schema specification, and with libraries that support it. */

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import type {
  StandardJSONSchemaV1,
  StandardSchemaV1,
} from "@standard-schema/spec";
import * as alien from "alien-sdk";
import { CONTAINER, containerBuilder } from "./shared.js";

const repository = process.env["ALIEN_SDK_REPOSITORY"] ?? "";
const { resolve } = createRequire(join(repository, "npm", "package.json"));

/** Imports a development dependency of the package, which is not installed in the project of the tests. */
async function library<T>(name: string): Promise<T> {
  return import(pathToFileURL(resolve(name)).href);
}

// The compiler checks these assignments.
const container: StandardSchemaV1<
  alien.ContainerDeclaration,
  alien.ContainerConfig
> &
  StandardJSONSchemaV1<alien.ContainerDeclaration, alien.ContainerConfig> =
  alien.containerSchema;
const stack: StandardSchemaV1<alien.StackDeclaration, alien.StackConfig> &
  StandardJSONSchemaV1 = alien.stackSchema;

type Input = StandardSchemaV1.InferInput<typeof alien.containerSchema>;
type Output = StandardSchemaV1.InferOutput<typeof alien.containerSchema>;
const small: Input = {
  ...CONTAINER,
  code: { type: "image", image: CONTAINER.code.image },
};
const links = ({ links }: Output): readonly alien.ResourceRef[] => links;

async function issuesOf(schema: StandardSchemaV1, value: unknown) {
  const { issues } = await schema["~standard"].validate(value);
  return issues?.map(({ message, path }) => ({ message, path }));
}

describe("a schema", () => {
  test("has the properties that the specification requires", () => {
    for (const schema of [container, stack]) {
      const { version, vendor, validate } = schema["~standard"];
      assert.deepEqual([version, vendor], [1, "alien-sdk"]);
      assert.equal(typeof validate, "function");
    }
  });

  test("returns the normalised declaration", async () => {
    const { config } = containerBuilder().build();
    const given = [small, JSON.stringify(small), containerBuilder().build()];
    for (const value of given) {
      const result = await container["~standard"].validate(value);
      assert.ok(result.issues === undefined);
      assert.deepEqual(result.value, config);
      assert.deepEqual(links(result.value), []);
    }
    const shop = new alien.Stack("shop").add(new alien.Kv("a"), "frozen");
    const result = await stack["~standard"].validate(shop.build().config);
    assert.deepEqual(result, { value: shop.build().config });
  });

  test("returns all errors with the path to each, but no warnings", async () => {
    const value = {
      ...small,
      memory: { min: "64Mi", desired: "64Mi" },
      ports: [{ port: 8080 }, { port: 0 }],
      environment: { "0": 5, "a/b~c": 5 },
      extra: 1,
    };
    const issues = (await issuesOf(container, value)) ?? [];
    assert.deepEqual(
      issues.map(({ path }) => path),
      [
        ["ports", 1, "port"],
        ["environment", "0"],
        ["environment", "a/b~c"],
        ["extra"],
      ],
    );
    assert.equal(
      issues[0]?.message,
      "port 0 is not between 1 and 65535; pick a port from 1 to 65535",
    );
    const text = await issuesOf(container, JSON.stringify(value));
    assert.deepEqual(text?.[0], issues[0]);
  });

  test("reports any value, and runs no getter for a path", async () => {
    let count = 0;
    const tricky = {
      get ports() {
        count++;
        return [{ port: 0 }];
      },
    };
    const issues = await issuesOf(container, tricky);
    assert.ok(issues?.some(({ path }) => path?.join() === "ports,0,port"));
    assert.equal(count, 1);
    const throws = new Proxy({}, { getPrototypeOf: () => assert.fail() });
    const values = [undefined, null, 5, "", [], new Date(), small.code, throws];
    for (const value of values) {
      assert.ok(
        (await issuesOf(container, value))?.length,
        String(typeof value),
      );
      assert.ok((await issuesOf(stack, value))?.length);
    }
    const other = await issuesOf(stack, small);
    assert.ok(other?.length, "a container is not a stack");
  });

  test("shows no secrets", async () => {
    const value = { ...small, environment: { TOKEN: ["S3CRET"] } };
    const issues = await issuesOf(container, value);
    assert.equal(issues?.length, 1);
    assert.doesNotMatch(JSON.stringify(issues), /S3CRET/);
  });

  test("returns its JSON Schema", () => {
    for (const [kind, schema] of Object.entries({ container, stack })) {
      const { input, output } = schema["~standard"].jsonSchema;
      const expected = JSON.parse(
        alien.jsonSchema(kind as "container" | "stack"),
      );
      assert.deepEqual(input({ target: "draft-2020-12" }), expected);
      assert.deepEqual(output({ target: "draft-2020-12" }), expected);
      assert.throws(() => input({ target: "draft-07" }), /draft-2020-12/);
    }
  });
});

test("t3-env reads a container from an environment variable", async () => {
  const { createEnv } =
    await library<
      typeof import("@t3-oss/env-core", { with: {
        "resolution-mode": "import",
      }})
    >("@t3-oss/env-core");
  const read = (text: string, report: (issues: unknown) => never) =>
    createEnv({
      server: { API_CONTAINER: alien.containerSchema },
      runtimeEnv: { API_CONTAINER: text },
      onValidationError: report,
    });
  const env = read(JSON.stringify(small), () => assert.fail());
  assert.deepEqual(env.API_CONTAINER, containerBuilder().build().config);
  const id: string = env.API_CONTAINER.id;
  assert.equal(id, "api");
  let found: unknown;
  const faulty = JSON.stringify({ ...small, ports: [{ port: 0 }] });
  assert.throws(() =>
    read(faulty, (issues) => {
      found = issues;
      throw new Error("faulty");
    }),
  );
  assert.match(JSON.stringify(found), /"path":\["API_CONTAINER","ports",0/);
});

test("Hono validates the body of a request", async () => {
  const { Hono } = await library<typeof import("hono")>("hono");
  const { sValidator } = await library<
    typeof import("@hono/standard-validator")
  >("@hono/standard-validator");
  const app = new Hono().post(
    "/deploy",
    sValidator("json", alien.containerSchema, (result, context) =>
      result.success
        ? undefined
        : context.json(
            result.error.map(({ path }) => path),
            400,
          ),
    ),
    (context) => context.json(context.req.valid("json").links),
  );
  const post = (body: unknown) =>
    app.request("/deploy", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const good = await post(small);
  assert.deepEqual([good.status, await good.json()], [200, []]);
  const bad = await post({ ...small, ports: [{ port: 0 }] });
  assert.deepEqual(
    [bad.status, await bad.json()],
    [400, [["ports", 0, "port"]]],
  );
});
