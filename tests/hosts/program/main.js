import * as alien from "alien-sdk";
import * as small from "alien-sdk/validate";
import { check } from "./check.js";

console.log(check(alien, small));
