import * as alien from "alien-sdk";
import { ready } from "alien-sdk/async";
import { check } from "./check.js";

export default {
  async test() {
    const result = JSON.stringify(check(alien));
    if (JSON.stringify(check(await ready())) !== result)
      throw new Error("alien-sdk/async differs");
    console.log(result);
  },
};
