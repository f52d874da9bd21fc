// Uses entries of the package as a program would, and returns the result that all hosts must print.

/** @param {Pick<typeof import("alien-sdk"), "validate" | "version">[]} entries */
export function check(...entries) {
  const [result = "", ...others] = entries.map((alien) => {
    const [diagnostic] = alien.validate('{"id": "api"}').diagnostics;
    const { code } = diagnostic ?? {};
    return JSON.stringify({ version: alien.version(), code });
  });
  for (const other of others) {
    if (other !== result) throw new Error(`${result} differs from ${other}`);
  }
  return result;
}
