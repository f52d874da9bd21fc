import * as alien from "alien-sdk";
import { check } from "./check.js";

console.log(JSON.stringify(check(alien)));
