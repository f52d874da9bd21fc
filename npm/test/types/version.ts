import * as alien from "alien-sdk";
import { ready } from "alien-sdk/async";
import * as small from "alien-sdk/validate";
import * as streaming from "alien-sdk/validate-streaming";

export const version: string = alien.version();
export const same: Promise<typeof alien> = ready();

// @ts-expect-error: takes no arguments
alien.version("0.1.0");

export const report: small.Report = small.validate("{}");
export const sameReport: alien.Report = report;
export const loaded: Promise<void> = streaming.ready();

// @ts-expect-error: not in this entry
small.normalise("{}");
