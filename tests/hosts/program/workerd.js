import * as alien from "alien-sdk";
import { ready } from "alien-sdk/async";
import * as small from "alien-sdk/validate";
import { check } from "./check.js";

export default {
  async test() {
    console.log(check(alien, await ready(), small));
  },
};
