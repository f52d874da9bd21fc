const worker = new Worker(new URL("./strict-worker.js", import.meta.url), {
  type: "module",
});
worker.addEventListener("message", ({ data }) => console.log(data));
worker.addEventListener("error", ({ message }) => console.log(message));
