// A program with several mistakes: build() reports them all at once, each at its line in this file.

import * as alien from "alien-sdk";

// What a program reads at run time no compiler can check.
const settings = JSON.parse(
  '{"memory": "1GB", "metrics": 70000, "scaling": {"min": 4, "desired": 2, "max": 20, "targetCPUPercent": 70}}',
);

try {
  new alien.Container("api")
    .code({ type: "image", image: "https://ghcr.io/acme/api" })
    .cpu(1)
    .memory(settings.memory)
    .port(8080)
    .port(settings.metrics)
    .exposePort(8080, "http")
    .exposePort(9090, "tcp")
    .autoScale(settings.scaling)
    .environment({ AWS_REGION: "eu-west-1" })
    .permissions("execution")
    .build();
} catch (error) {
  if (!(error instanceof alien.ValidationError)) throw error;
  console.log(error.message);
}
