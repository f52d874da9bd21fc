import * as alien from "alien-sdk";
import * as small from "alien-sdk/validate";
import { check } from "./check.js";

postMessage(check(alien, small));
