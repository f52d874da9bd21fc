// Uses the package as a program would, and gives what every host must give.

/** @param {typeof import("alien-sdk")} alien */
export function check(alien) {
  const version = alien.version();
  if (!/^\d+\.\d+\.\d+/.test(version))
    throw new Error(`not a version: ${version}`);
  return { version };
}
