const worker = new Worker(new URL("./worker.js", import.meta.url), {
  type: "module",
});
worker.addEventListener("message", ({ data }) => console.log(data));
worker.addEventListener("error", ({ message }) => console.error(message));
