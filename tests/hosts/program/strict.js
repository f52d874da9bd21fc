import * as alien from "alien-sdk";
import { refusal } from "./refusal.js";

refusal(() => alien.version()).then((printed) => {
  if (typeof document === "undefined") postMessage(printed);
  else console.log(printed);
});
