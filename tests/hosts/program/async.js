import { ready } from "alien-sdk/async";
import { check } from "./check.js";

ready().then((alien) => console.log(JSON.stringify(check(alien))));
