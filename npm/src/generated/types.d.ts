/* tslint:disable */
/* eslint-disable */

/**
 * The version of the core.
 */
export function version(): string;
