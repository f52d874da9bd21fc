import { ready } from "alien-sdk/validate-streaming";
import { refusal } from "./refusal.js";

refusal(ready).then((printed) => console.log(printed));
