// Uses the package as a program would, and returns the result that all hosts must print.

/** @param {typeof import("alien-sdk")} alien */
export function check(alien) {
  const version = alien.version();
  if (!/^\d+\.\d+\.\d+/.test(version))
    throw new Error(`not a version: ${version}`);
  return { version };
}
