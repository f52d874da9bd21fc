import { ready } from "alien-sdk/async";
import * as small from "alien-sdk/validate";
import { check } from "./check.js";

Promise.all([ready(), small.ready()]).then(([alien]) =>
  console.log(check(alien, small)),
);
