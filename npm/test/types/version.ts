import * as alien from "alien-sdk";
import { ready } from "alien-sdk/async";

export const version: string = alien.version();
export const same: Promise<typeof alien> = ready();

// @ts-expect-error: takes no arguments
alien.version("0.1.0");
