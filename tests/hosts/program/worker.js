import * as alien from "alien-sdk";
import { check } from "./check.js";

postMessage(JSON.stringify(check(alien)));
