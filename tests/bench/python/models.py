"""The models of a container for pydantic and for msgspec, with the same types, bounds and patterns.

They don't contain the other checks of the package, for example that ports differ, or that min is not above desired.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from pydantic import BaseModel, ConfigDict, Field

NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$"
ID = r"^[a-z0-9](-?[a-z0-9]){0,62}$"
IMAGE = r"^([A-Za-z0-9.-]+(:\d+)?/)?[a-z0-9._-]+(/[a-z0-9._-]+)*(:\w[\w.-]{0,127})?(@\w+:[0-9a-f]{32,})?$"
CPU = r"^([0-9]*[1-9][0-9]*(\.[0-9]+)?|[0-9]+\.[0-9]*[1-9][0-9]*)m?$"
SIZE = r"^([0-9]*[1-9][0-9]*(\.[0-9]+)?|[0-9]+\.[0-9]*[1-9][0-9]*)([KMGT]i|[kMGT])$"
GPU = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$"
PATH = r"^/"
MOUNT = r"^/[^/]"
VARIABLE = r"^[A-Za-z_][A-Za-z0-9_.-]*$"
MOST = 4294967295

Protocol = Literal["http", "tcp"]
HttpMethod = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Image(Model):
    type: Literal["image"]
    image: Annotated[str, Field(pattern=IMAGE)]


class Source(Model):
    type: Literal["source"]
    src: Annotated[str, Field(min_length=1)]
    toolchain: dict[str, str]


class Cpu(Model):
    min: Annotated[str, Field(pattern=CPU)]
    desired: Annotated[str, Field(pattern=CPU)]


class Memory(Model):
    min: Annotated[str, Field(pattern=SIZE)]
    desired: Annotated[str, Field(pattern=SIZE)]


class Gpu(Model):
    type: Annotated[str, Field(pattern=GPU)]
    count: Annotated[int, Field(ge=1, le=8)]


class Port(Model):
    port: Annotated[int, Field(ge=1, le=65535)]
    expose: Protocol | None = None


class Autoscaling(Model):
    min: Annotated[int, Field(ge=0, le=MOST)]
    desired: Annotated[int, Field(ge=0, le=MOST)]
    max: Annotated[int, Field(ge=1, le=MOST)]
    targetCpuPercent: Annotated[float, Field(gt=0, le=100)] | None = None
    targetMemoryPercent: Annotated[float, Field(gt=0, le=100)] | None = None
    targetHttpInFlightPerReplica: Annotated[int, Field(ge=1, le=MOST)] | None = None
    maxHttpP95LatencyMs: Annotated[float, Field(gt=0)] | None = None


class Storage(Model):
    size: Annotated[str, Field(pattern=SIZE)]
    mountPath: Annotated[str, Field(pattern=MOUNT)] = "/data"


class HealthCheck(Model):
    path: Annotated[str, Field(pattern=PATH)] = "/health"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    method: HttpMethod = "GET"
    timeoutSeconds: Annotated[int, Field(ge=1, le=MOST)] = 1
    failureThreshold: Annotated[int, Field(ge=1, le=MOST)] = 3


class Link(Model):
    type: str
    id: str


class Container(Model):
    type: Literal["container"] = "container"
    id: Annotated[str, Field(pattern=ID)]
    code: Annotated[Image | Source, Field(discriminator="type")]
    cpu: Cpu
    memory: Memory
    gpu: Gpu | None = None
    ports: Annotated[list[Port], Field(min_length=1)]
    replicas: Annotated[int, Field(ge=0, le=MOST)] | None = None
    autoscaling: Autoscaling | None = None
    stateful: bool = False
    persistentStorage: Storage | None = None
    ephemeralStorage: Annotated[str, Field(pattern=SIZE)] | None = None
    healthCheck: HealthCheck | None = None
    environment: dict[Annotated[str, Field(pattern=VARIABLE)], str] = {}
    links: list[Link] = []
    permissions: Annotated[str, Field(pattern=NAME)]
    cluster: Annotated[str, Field(pattern=NAME)] | None = None
    pool: Annotated[str, Field(pattern=NAME)] | None = None
    command: Annotated[list[str], Field(min_length=1)] | None = None


class Struct(msgspec.Struct, forbid_unknown_fields=True):
    pass


class ImageStruct(Struct, tag_field="type", tag="image"):
    image: Annotated[str, msgspec.Meta(pattern=IMAGE)]


class SourceStruct(Struct, tag_field="type", tag="source"):
    src: Annotated[str, msgspec.Meta(min_length=1)]
    toolchain: dict[str, str]


class CpuStruct(Struct):
    min: Annotated[str, msgspec.Meta(pattern=CPU)]
    desired: Annotated[str, msgspec.Meta(pattern=CPU)]


class MemoryStruct(Struct):
    min: Annotated[str, msgspec.Meta(pattern=SIZE)]
    desired: Annotated[str, msgspec.Meta(pattern=SIZE)]


class GpuStruct(Struct):
    type: Annotated[str, msgspec.Meta(pattern=GPU)]
    count: Annotated[int, msgspec.Meta(ge=1, le=8)]


class PortStruct(Struct):
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)]
    expose: Protocol | None = None


class AutoscalingStruct(Struct):
    min: Annotated[int, msgspec.Meta(ge=0, le=MOST)]
    desired: Annotated[int, msgspec.Meta(ge=0, le=MOST)]
    max: Annotated[int, msgspec.Meta(ge=1, le=MOST)]
    targetCpuPercent: Annotated[float, msgspec.Meta(gt=0, le=100)] | None = None
    targetMemoryPercent: Annotated[float, msgspec.Meta(gt=0, le=100)] | None = None
    targetHttpInFlightPerReplica: Annotated[int, msgspec.Meta(ge=1, le=MOST)] | None = None
    maxHttpP95LatencyMs: Annotated[float, msgspec.Meta(gt=0)] | None = None


class StorageStruct(Struct):
    size: Annotated[str, msgspec.Meta(pattern=SIZE)]
    mountPath: Annotated[str, msgspec.Meta(pattern=MOUNT)] = "/data"


class HealthCheckStruct(Struct):
    path: Annotated[str, msgspec.Meta(pattern=PATH)] = "/health"
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] | None = None
    method: HttpMethod = "GET"
    timeoutSeconds: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = 1
    failureThreshold: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = 3


class LinkStruct(Struct):
    type: str
    id: str


class ContainerStruct(Struct, kw_only=True):
    type: Literal["container"] = "container"
    id: Annotated[str, msgspec.Meta(pattern=ID)]
    code: ImageStruct | SourceStruct
    cpu: CpuStruct
    memory: MemoryStruct
    gpu: GpuStruct | None = None
    ports: Annotated[list[PortStruct], msgspec.Meta(min_length=1)]
    replicas: Annotated[int, msgspec.Meta(ge=0, le=MOST)] | None = None
    autoscaling: AutoscalingStruct | None = None
    stateful: bool = False
    persistentStorage: StorageStruct | None = None
    ephemeralStorage: Annotated[str, msgspec.Meta(pattern=SIZE)] | None = None
    healthCheck: HealthCheckStruct | None = None
    environment: dict[Annotated[str, msgspec.Meta(pattern=VARIABLE)], str] = {}
    links: list[LinkStruct] = []
    permissions: Annotated[str, msgspec.Meta(pattern=NAME)]
    cluster: Annotated[str, msgspec.Meta(pattern=NAME)] | None = None
    pool: Annotated[str, msgspec.Meta(pattern=NAME)] | None = None
    command: Annotated[list[str], msgspec.Meta(min_length=1)] | None = None
