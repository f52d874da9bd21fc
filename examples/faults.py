"""A program with several mistakes: build() reports them all at once, each at its line in this file."""

import json

import alien

# What a program reads at run time no type checker can check.
settings = json.loads(
    '{"memory": "1GB", "metrics": 70000, "scaling": {"min": 4, "desired": 2, "max": 20, "targetCPUPercent": 70}}'
)

try:
    (
        alien.Container("api")
        .code(type="image", image="https://ghcr.io/acme/api")
        .cpu(1)
        .memory(settings["memory"])
        .port(8080)
        .port(settings["metrics"])
        .expose_port(8080, "http")
        .expose_port(9090, "tcp")
        .auto_scale(settings["scaling"])
        .environment(AWS_REGION="eu-west-1")
        .permissions("execution")
        .build()
    )
except alien.ValidationError as error:
    print(error)
