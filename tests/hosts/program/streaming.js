import * as alien from "alien-sdk/validate-streaming";
import { check } from "./check.js";

alien.ready().then(() => console.log(check(alien)));
