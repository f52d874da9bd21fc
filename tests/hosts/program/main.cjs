const alien = require("alien-sdk");
const { ready } = require("alien-sdk/async");

import("./check.js").then(async ({ check }) => {
  const result = JSON.stringify(check(alien));
  if (JSON.stringify(check(await ready())) !== result)
    throw new Error("alien-sdk/async differs");
  console.log(result);
});
