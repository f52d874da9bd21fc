const alien = require("alien-sdk");
const { ready } = require("alien-sdk/async");
const small = require("alien-sdk/validate");

import("./check.js").then(async ({ check }) =>
  console.log(check(alien, await ready(), small)),
);
