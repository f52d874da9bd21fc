import { ready } from "alien-sdk/async";
import { refusal } from "./refusal.js";

refusal(ready).then((printed) => console.log(printed));
