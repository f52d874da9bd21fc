using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(
    name = "main",
    worker = (
      compatibilityDate = "2026-01-01",
      modules = [
        (name = "workerd.js", esModule = embed "bundled/workerd.js"),
        (name = "alien.wasm", wasm = embed "bundled/alien.wasm"),
        (name = "alien-yaml.wasm", wasm = embed "bundled/alien-yaml.wasm"),
        (name = "alien-validate.wasm", wasm = embed "bundled/alien-validate.wasm"),
      ],
    ),
  )],
);
