// `node races.js ROUNDS` compares the package with other libraries, and prints the comparisons as JSON.

import * as alien from "alien-sdk";
import { measureBuilders } from "./builders.js";
import { checksum } from "./measure.js";
import { measureTexts } from "./texts.js";
import { measureValues } from "./values.js";

const rounds = Number(process.argv[2]);
const rows = [
  ...measureTexts(alien, rounds),
  ...measureValues(alien, rounds),
  ...measureBuilders(alien, rounds),
];
console.log(JSON.stringify({ rows, checksum }));
