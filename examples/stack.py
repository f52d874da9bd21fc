# Declares a stack in Python, lists what a release changes, and reads the state of the deployed stack.

import asyncio

import alien

uploads = alien.Storage("uploads").build()

api = (
    alien.Container("api")
    .code(type="image", image="ghcr.io/acme/api:v1")
    .cpu(1)
    .memory("1Gi")
    .port(8080)
    .auto_scale(min=2, desired=2, max=10, target_cpu_percent=70)
    .link(uploads)
    .permissions("execution")
    .build()
)

stack = alien.Stack("shop").permissions(profiles={"execution": {}}).add(uploads, "frozen").add(api, "live").build()

print(stack.to_json())

larger = alien.Container.from_config(api).memory("2Gi").environment(LOG_LEVEL="debug").build()
print(alien.diff(stack, alien.Stack.from_config(stack).add(larger, "live").build()).text)


def state(replicas: int) -> dict[str, object]:
    """What the platform would answer."""
    outputs = {
        "name": "shop-1-api",
        "status": "running",
        "currentReplicas": replicas,
        "desiredReplicas": 2,
        "internalDns": "api.shop-1.internal",
    }
    return {"platform": "aws", "resources": {"api": {"type": "container", "status": "running", "outputs": outputs}}}


async def main() -> None:
    """Waits until the container runs."""
    states = iter([state(0), state(1), state(2)])
    outputs = await alien.wait_for_container(
        lambda: next(states), "api", interval=0.01, on_progress=lambda _, missing: print(missing)
    )
    print(f"{outputs.name} runs {outputs.current_replicas} replicas")


asyncio.run(main())
