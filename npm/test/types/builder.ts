import * as alien from "alien-sdk";

const container = new alien.Container("api");
declare const text: string;
declare const either: "1Gi" | "2Gi";

// Valid size literals compile, and so do other strings.
container.memory("512Mi").memory("1.5Gi").memory("500M").memory("0.25T");
container.memory("16Gi").memory("1000k").memory("64Ki").memory("2G");
container
  .memory(text)
  .memory(process.env["MEMORY"] ?? "1Gi")
  .memory(either);
container.memory({ min: "1Gi", desired: text });
container.ephemeralStorage("100Gi").ephemeralStorage(text);
container.persistentStorage("500Gi").persistentStorage(text);
container.persistentStorage("500Gi", { mountPath: "/data" });

// A template is a size if it ends with a unit, or with text that the compiler doesn't know.
declare const count: number;
declare const unit: "Gi" | "Mi";
container.memory(`${count}Gi`).memory(`${count * 2}${unit}`);
container.memory(`${count}${text}`).memory(`${text}Gi`).memory(`1${text}`);
container.memory({ min: `${count}Gi`, desired: `${text}Ti` });
container.ephemeralStorage(`${count}Gi`).persistentStorage(`${count}Gi`);
container.memory(count > 1 ? "1Gi" : text);
container.memory(count > 1 ? "1Gi" : { min: "1Gi", desired: "2Gi" });
const pair = { min: "1Gi", desired: text };
const sizePair: alien.SizePair = pair;
container.memory(pair).memory(sizePair);
// @ts-expect-error: no such unit
container.memory(`${count}GB`);
// @ts-expect-error: no such unit
container.memory({ min: "1Gi", desired: "2GB" });
// @ts-expect-error: one of them has no such unit
container.memory(count > 1 ? "1GB" : "2Gi");

// @ts-expect-error: no such unit
container.memory("1GB");
// @ts-expect-error: no unit
container.memory("1024");
// @ts-expect-error: no amount
container.memory("Gi");
// @ts-expect-error: a lowercase unit
container.memory("512mi");
// @ts-expect-error: a space
container.memory("1 Gi");
// @ts-expect-error: a sign
container.memory("-1Gi");
// @ts-expect-error: two decimal points
container.memory("1.2.3Gi");
// @ts-expect-error: an empty string
container.memory("");
// @ts-expect-error: a number
container.memory(1024);
// @ts-expect-error: no desired size
container.memory({ min: "1Gi" });
// @ts-expect-error: no such unit
container.ephemeralStorage("100GB");
// @ts-expect-error: no such unit
container.persistentStorage("500gb");
// @ts-expect-error: no such option
container.persistentStorage("500Gi", { path: "/data" });

container.cpu(1).cpu(0.5).cpu("500m").cpu({ min: "0.5", desired: "2" });
// @ts-expect-error: no desired amount
container.cpu({ min: "0.5" });
// @ts-expect-error: numbers instead of strings
container.cpu({ min: 1, desired: 2 });

container
  .port(8080)
  .ports([8080, 9090] as const)
  .expose("http");
container.exposePort(8080, "tcp").expose("tcp");
// @ts-expect-error: a string
container.port("80");
// @ts-expect-error: not an array
container.ports(8080);
// @ts-expect-error: no such protocol
container.expose("udp");
// @ts-expect-error: no such protocol
container.exposePort(8080, "https");
// @ts-expect-error: no protocol
container.exposePort(8080);

container.code({ type: "image", image: "ghcr.io/acme/api:v1" });
container.code({ type: "source", src: ".", toolchain: { type: "rust" } });
// @ts-expect-error: a source path for an image
container.code({ type: "image", src: "." });
// @ts-expect-error: no such toolchain
container.code({ type: "source", src: ".", toolchain: { type: "go" } });
// @ts-expect-error: no toolchain
container.code({ type: "source", src: "." });

container.autoScale({ min: 1, desired: 1, max: 2, targetCpuPercent: 70 });
// @ts-expect-error: no such option
container.autoScale({ min: 1, desired: 1, max: 2, targetCPUPercent: 70 });
// @ts-expect-error: no maximum
container.autoScale({ min: 1, desired: 1 });

container.gpu({ type: "nvidia-t4", count: 1 }).gpu({ type: text, count: 2 });
// @ts-expect-error: no count
container.gpu({ type: "nvidia-t4" });

container.healthCheck({}).healthCheck({ path: "/", method: "GET" });
// @ts-expect-error: no such option
container.healthCheck({ timeout: 1 });

container.environment({ A: "1" });
// @ts-expect-error: a number
container.environment({ PORT: 8080 });
// @ts-expect-error: may be undefined
container.environment({ A: process.env["A"] });

const storage = new alien.Storage("uploads");
container.link(storage).link(storage.build()).link({ type: "kv", id: "a" });
container.link(new alien.Container("other").build());
// @ts-expect-error: an ID without a type
container.link("uploads");

// A built resource has precise types, and is read-only.
const resource = container.build();
const ports: number[] = resource.config.ports.map(({ port }) => port);
const protocol: "http" | "tcp" | undefined = resource.config.ports[0]?.expose;
const kind: "container" = resource.type;
const stored: "storage" = storage.build().config.type;
// @ts-expect-error: read-only
resource.config.ports.push();
// @ts-expect-error: read-only
resource.config.cpu.min = "2";
// @ts-expect-error: read-only
resource.config.environment["A"] = "1";
// @ts-expect-error: read-only
storage.build().config.id = "other";
// @ts-expect-error: read-only
resource.type = "container";
// @ts-expect-error: read-only
resource.warnings.push();

const report: alien.Report = alien.validate({}, { kind: "container" });
const severities: ("error" | "warning" | "info")[] = report.diagnostics.map(
  ({ severity }) => severity,
);
// @ts-expect-error: no such kind
alien.validate({}, { kind: "job" });
// A known code has an explanation, and any other string may have one.
const why: string = alien.explain("no-ports").why;
const found = report.diagnostics[0] as alien.Diagnostic;
const summary: string = alien.explain(found.code).summary;
const explanation: alien.Explanation | undefined = alien.explain(text);
// @ts-expect-error: may be undefined
alien.explain(text).why;
// @ts-expect-error: no such code
alien.explain("no-prots");
// @ts-expect-error: no such code
if (found.code === "no-prots") console.log(found);
const code: alien.DiagnosticCode = found.code;

// The values of a message are data.
const { value, min, max } = found.data ?? {};
const scalars: (number | string | undefined)[] = [value, min, max];
const words: (string | undefined)[] = [
  found.data?.name,
  found.data?.suggestion,
];
// @ts-expect-error: no such key
console.log(found.data?.maximum);
console.log(summary, explanation, code, scalars, words);

console.log(ports, protocol, kind, stored, severities, why);
